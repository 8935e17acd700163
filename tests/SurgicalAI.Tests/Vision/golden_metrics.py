"""Makes Golden/metrics.json: the vision metrics computed a second time, with numpy 1.24 and scipy 1.10, by other means.

Usage: python3 golden_metrics.py > Golden/metrics.json
Pictures are drawn by the same small generator here and in GoldenPictures.cs.
"""
import itertools
import json

import numpy as np
from scipy import ndimage, stats


class Dice:
    """Linear congruential generator (Numerical Recipes), upper bits."""

    def __init__(self, seed):
        self.state = seed

    def roll(self, sides):
        self.state = (self.state * 1664525 + 1013904223) % 2**32
        return (self.state >> 8) % sides


def picture(dice, width, height, labels):
    """Discs of the labels 1 to labels - 1, some of them missing."""
    y, x = np.mgrid[:height, :width]
    out = np.zeros((height, width), np.uint8)
    for label in range(1, labels):
        cx, cy, r, drawn = dice.roll(width), dice.roll(height), 2 + dice.roll(max(3, height // 4)), dice.roll(4)
        if drawn:
            out[(x - cx) ** 2 + (y - cy) ** 2 <= r * r] = label
    return out


def edges(mask):
    return mask & ~ndimage.binary_erosion(mask)


def near(truth, predicted, tau):
    a, b = edges(truth), edges(predicted)
    total = int(a.sum() + b.sum())
    if not a.any() or not b.any():
        return 0, total
    da, db = ndimage.distance_transform_edt(~a), ndimage.distance_transform_edt(~b)
    return int((db[a] <= tau).sum() + (da[b] <= tau).sum()), total


def surfaces():
    for seed, (w, h), tau in itertools.product([1, 2, 3], [(40, 30), (97, 64), (320, 200)], [1, 2.5, 10]):
        dice = Dice(seed)
        truth, predicted = picture(dice, w, h, 4) > 0, picture(dice, w, h, 4) > 0
        n, total = near(truth, predicted, tau)
        yield {"seed": seed, "width": w, "height": h, "tau": tau, "near": n, "all": total}


def frame(dice, labels):
    """Truth and prediction, 64 x 48: mostly the same moved a little; now and then one of them is empty or another picture."""
    kind, truth = dice.roll(6), picture(dice, 64, 48, labels)
    nothing = np.zeros_like(truth)
    if kind == 0:
        return truth, nothing
    if kind == 1:
        return nothing, truth
    if kind == 2:
        return truth, picture(dice, 64, 48, labels)
    dx, dy = dice.roll(5), dice.roll(5)
    moved = np.zeros_like(truth)
    moved[dy:, dx:] = truth[: 48 - dy, : 64 - dx]
    return truth, moved


def frames(seed, count, labels):
    dice = Dice(seed)
    return [frame(dice, labels) for _ in range(count)]


def endovis(seed, count, labels):
    """Frame by frame as ISINet's evaluation reads."""
    either, present, inter, union = [], [], 0, 0
    by_class = {c: [] for c in range(1, labels)}
    for truth, predicted in frames(seed, count, labels):
        true_classes = [c for c in np.unique(truth) if c > 0]
        if predicted.sum() == 0:
            if truth.sum() > 0:
                either.append(0)
                present.append(0)
                for c in true_classes:
                    by_class[c].append(0)
            continue
        one, two = [], []
        for c in range(1, labels):
            p, t = predicted == c, truth == c
            if p.any() or t.any():
                i, u = int((p & t).sum()), int((p | t).sum())
                one.append(i / u)
                inter, union = inter + i, union + u
                by_class[c].append(i / u)
                if c in true_classes:
                    two.append(i / u)
        if one:
            either.append(np.mean(one))
        if two:
            present.append(np.mean(two))
    mc = np.mean([np.mean(v) for v in by_class.values() if v])
    return {"seed": seed, "frames": count, "labels": labels, "challenge": np.mean(present), "isi": np.mean(either), "mc": mc, "mean": inter / union}


def sar_rarp(seed, count, labels, tau):
    """Frames in turn of two videos."""
    videos = [([], []), ([], [])]
    for k, (truth, predicted) in enumerate(frames(seed, count, labels)):
        iou, nsd = [], []
        for c in range(1, labels):
            t, p = truth == c, predicted == c
            empty = not t.any() and not p.any()
            n, total = near(t, p, tau)
            iou.append(1 if empty else (t & p).sum() / (t | p).sum())
            nsd.append(1 if empty else n / total)
        videos[k % 2][0].append(np.mean(iou))
        videos[k % 2][1].append(np.mean(nsd))
    miou, mnsd = np.mean([np.mean(v[0]) for v in videos]), np.mean([np.mean(v[1]) for v in videos])
    return {"seed": seed, "frames": count, "labels": labels, "tau": tau, "iou": miou, "nsd": mnsd, "score": np.sqrt(miou * mnsd)}


def pairs(seed, count, sides):
    """Values in 1/sides; few sides make ties and zeros."""
    dice = Dice(seed)
    return [[(dice.roll(sides) + side * (sides // 8)) / sides for _ in range(count)] for side in (1, 0)]


def wilcoxon():
    for seed, count, sides, mode in [(5, 12, 100003, "exact"), (6, 45, 100003, "exact"), (7, 80, 100003, "approx"), (8, 30, 16, "approx"), (9, 200, 16, "approx")]:
        a, b = pairs(seed, count, sides)
        p = stats.wilcoxon(a, b, alternative="greater", mode=mode, correction=mode == "approx").pvalue
        yield {"seed": seed, "count": count, "sides": sides, "p": p}


def calibration(seed, bins):
    dice = Dice(seed)
    truth, predicted = picture(dice, 120, 90, 3), picture(dice, 120, 90, 3)
    doubt = np.array([dice.roll(256) for _ in range(truth.size)])
    confidence, right = 1 - doubt / 255, (truth == predicted).ravel()
    upper = np.arange(1, bins + 1) / bins
    index = np.searchsorted(upper, confidence - 1e-12)
    error = sum(abs(confidence[index == k].sum() - right[index == k].sum()) for k in range(bins)) / truth.size
    return {"seed": seed, "bins": bins, "error": error}


print(json.dumps({
    "surfaces": list(surfaces()),
    "endo_vis": [endovis(s, 12, 4) for s in (11, 12)],
    "sar_rarp": [sar_rarp(s, 10, 5, 10) for s in (21, 22)],
    "wilcoxon": list(wilcoxon()),
    "calibration": [calibration(31, 15), calibration(32, 10)],
}, indent=1))
