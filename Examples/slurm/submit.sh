#!/usr/bin/env bash
# Plans a run, then queues its shards and their merging.
#
#   submit.sh SHARDS PLAN OUTPUT FILE [OPTIONS OF ballpark run]
#
# The same line again queues only the shards that are missing.
set -euo pipefail
here=$(dirname "$0")
shards=$1 plan=$2 output=$3
shift 3

ballpark shard plan "$@" --shards "$shards" --output "$plan"
missing=$(ballpark shard missing "$plan")
after=()
if [ -n "$missing" ]; then
  job=$(sbatch --parsable --array="$missing" "$here/shard.sh" "$plan")
  # Where a shard fails, nothing is merged, and nothing waits for it forever.
  after=(--dependency="afterok:${job%%;*}" --kill-on-invalid-dep=yes)
fi
sbatch "${after[@]}" "$here/merge.sh" "$plan" "$output"
