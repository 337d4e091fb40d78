#!/usr/bin/env bash
#SBATCH --job-name=ballpark-merge
#SBATCH --cpus-per-task=1
#SBATCH --mem=2G
#SBATCH --time=1:00:00
# Writes what the command itself would have written: sbatch merge.sh PLAN OUTPUT
exec ballpark shard merge "$1" --workers "$SLURM_CPUS_PER_TASK" --output "$2"
