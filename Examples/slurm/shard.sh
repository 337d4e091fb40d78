#!/usr/bin/env bash
#SBATCH --job-name=ballpark-shard
#SBATCH --cpus-per-task=1
#SBATCH --mem=1G
#SBATCH --time=1:00:00
#SBATCH --requeue
# Fills the shard whose number the task has: sbatch --array=0-7 shard.sh PLAN
exec ballpark shard run "$1" --workers "$SLURM_CPUS_PER_TASK" --quiet
