#!/usr/bin/env bash
# Is labelling what `dataset rank` chooses better than labelling by chance? The simulator is the oracle: its labels are known and hidden.
# A weak network learns single scenes of one task; from frames of all tasks 40 are chosen by its doubt and, as often as there are
# seeds, by chance; each choice fine-tunes the weak network equally; all are scored on episodes that none has seen.
# bench/annotation-loop.sh FOLDER [SEED ...]        options by environment: RUN, SOURCE (sim:film), POOL_SEED, TEST_SEED, TOP, POOL, TEST, STEPS, WEAK (a model's folder, instead of training a weak one)
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
out=${1:?usage: bench/annotation-loop.sh FOLDER [SEED ...]}
shift
seeds=${*:-1 2 3}
run=${RUN:-$root/run.sh}
top=${TOP:-40} pool=${POOL:-240} test=${TEST:-80} steps=${STEPS:-40}
mkdir -p "$out"
cd "$out"

frames() { [ -d "$1" ] || $run dataset convert --in "$2" --frames "$3" --seed "$4" --size 320x256 --to folder --out "$1"; }
frames pool "${SOURCE:-sim:mixed}" "$pool" "${POOL_SEED:-8000}"
frames test sim:mixed "$test" "${TEST_SEED:-16000}"

train() { # FOLDER SET SEED STEPS [START]
  [ -d "$1" ] || $run train segmentation --model endoscope-scene --out "$1" --data "folder:$2" --no-sim --no-self-training \
    --cache cache --checkpoints "$1.run" --encoder-weights "$root/models/mobilenetv2-encoder" --epochs 1 --steps "$4" --batch 6 --small-share 1 --threads 1 --seed "$3" ${5:+--start "$5" --rate 1e-3}
}
score() { [ -e "$1.json" ] || $run eval segmentation --data folder:test --model "$1" --json "$1.json" >/dev/null; }

[ -z "${WEAK:-}" ] || [ -d weak ] || cp -r "$WEAK" weak
[ -d weak ] || frames weak-set sim:needle-reach 48 100
train weak weak-set 1 $((8 * steps))
score weak
[ -e doubt.json ] || $run dataset rank --data folder:pool --model weak --top "$top" --by doubt --out doubt-proposed --form coco --json doubt.json
[ -d doubt-set ] || $run dataset convert --in folder:pool --only doubt.json --to folder --out doubt-set
for s in $seeds; do
  [ -e "chance$s.json" ] || $run dataset rank --data folder:pool --model weak --top "$top" --by chance --seed "$s" --out "chance$s-proposed" --form coco --json "chance$s.json"
  [ -d "chance$s-set" ] || $run dataset convert --in folder:pool --only "chance$s.json" --to folder --out "chance$s-set"
  for by in doubt chance; do
    set=$by-set
    [ $by = doubt ] || set=chance$s-set
    train "$by-$s" "$set" "$s" "$steps" weak
    score "$by-$s"
  done
done
for model in weak doubt-* chance-*; do
  case $model in *.json | *-set | *.run | *-proposed) continue ;; esac
  printf '%-10s instrument IoU %s, Dice %s\n' "$model" $(sed -n '/"binary"/,/}/{s/.*"iou": \([0-9.]*\).*/\1/p;s/.*"dice": \([0-9.]*\).*/\1/p}' "$model.json")
done
