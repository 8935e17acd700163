"""The scene network in PyTorch with OpenCV around it, as a peer of `bench vision`: Debian's python3-torch and python3-opencv.

Arguments: weights file, width, height, classes, temperature, lesion temperature, normalise (0 or 1), frame width, frame height, threads.
Everything on stdin and stdout is little-endian. First it reads scaled pixels (3 x height x width floats) and the logits that the bench got for
them (16 (classes + 1) x height / 4 x width / 4), and answers with the largest difference and the largest logit (two doubles). Then, for
each frame (bytes, blue-green-red) on stdin, it answers with the milliseconds of the whole way from frame to maps (a double), and the maps of
labels, doubt and lesion (bytes).
"""
import struct
import sys
import time
import warnings

import cv2
import numpy as np
import torch
import torch.nn.functional as F

WEIGHTS, (W, H, CLASSES) = sys.argv[1], map(int, sys.argv[2:5])
TEMPERATURE, LESION_TEMPERATURE, NORMALISE = float(sys.argv[5]), float(sys.argv[6]), sys.argv[7] == "1"
FRAME_W, FRAME_H, THREADS = map(int, sys.argv[8:11])
CELL = 4
STRIDES = [1, 2, 1, 2, 1, 1, 2, 1, 1, 1, 1, 1, 1]
LAST_OF_QUARTER, LAST_OF_EIGHTH = 2, 5


def load(path):
    """Tensors by name; the layout stands at TensorArchive in the repository."""
    with open(path, "rb") as file:
        data = file.read()
    if data[:8] != b"SAITENS1":
        sys.exit(f"{path} holds no network weights")
    at, tensors = 12, {}
    for _ in range(struct.unpack_from("<i", data, 8)[0]):
        size = shift = 0
        while True:
            byte = data[at]
            at += 1
            size |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                break
        name = data[at:at + size].decode()
        rank = data[at + size]
        at += size + 1
        shape = struct.unpack_from(f"<{rank}i", data, at)
        at += 4 * rank
        count = int(np.prod(shape))
        tensors[name] = torch.from_numpy(np.frombuffer(data, np.float16, count, at).astype(np.float32).reshape(shape))
        at += 2 * count
    return tensors


class Network(torch.nn.Module):
    """SceneNet with its normalisations folded into the convolutions."""

    def __init__(self, tensors):
        super().__init__()
        self.tensors = tensors
        self.convs = torch.nn.ModuleDict()

    def conv(self, x, name, eps, stride=1, dilation=1, relu=None, keras=False):
        key = name.replace(".", "/")
        if key not in self.convs:
            self.convs[key] = self.fold(name, eps, stride, dilation, keras)
        if keras and stride == 2:
            x = F.pad(x, (0, 1, 0, 1))
        x = self.convs[key](x)
        return F.relu6(x) if relu == 6 else F.relu(x) if relu else x

    def fold(self, name, eps, stride, dilation, keras):
        names = ("_conv", "_norm") if name.startswith("_encoder") else ("conv", "norm")
        plain = f"{name}.weight" in self.tensors
        weight = self.tensors[f"{name}.weight" if plain else f"{name}.{names[0]}.weight"]
        if plain:
            bias = self.tensors[f"{name}.bias"]
        else:
            norm = {part: self.tensors[f"{name}.{names[1]}.{part}"] for part in ("weight", "bias", "running_mean", "running_var")}
            gain = norm["weight"] / (norm["running_var"] + eps).sqrt()
            weight, bias = weight * gain.view(-1, 1, 1, 1), norm["bias"] - norm["running_mean"] * gain
        out, per_group, kernel, _ = weight.shape
        groups = out if per_group == 1 and kernel > 1 else 1
        padding = 0 if keras and stride == 2 else dilation * (kernel // 2)
        layer = torch.nn.Conv2d(per_group * groups, out, kernel, stride, padding, dilation, groups)
        layer.weight.data, layer.bias.data = weight.contiguous(), bias.contiguous()
        return layer

    def block(self, x, i):
        name, wide = f"_encoder._blocks.{i}", x
        if f"{name}._expand._conv.weight" in self.tensors:
            wide = self.conv(x, f"{name}._expand", 1e-3, relu=6, keras=True)
        wide = self.conv(wide, f"{name}._depthwise", 1e-3, STRIDES[i], relu=6, keras=True)
        narrow = self.conv(wide, f"{name}._project", 1e-3, keras=True)
        return narrow + x if STRIDES[i] == 1 and narrow.shape == x.shape else narrow

    def unit(self, x, name, dilation=1):
        mixed = self.conv(self.conv(x, f"{name}.depthwise", 1e-5, dilation=dilation, relu=True), f"{name}.pointwise", 1e-5)
        return F.relu(mixed + x)

    def join(self, coarse, skip):
        return F.relu(F.interpolate(coarse, scale_factor=2.0, mode="bilinear", align_corners=False) + skip)

    def forward(self, x):
        x = self.conv(x, "_encoder._stem", 1e-3, 2, relu=6, keras=True)
        seen = []
        for i in range(len(STRIDES)):
            x = self.block(x, i)
            if i in (LAST_OF_QUARTER, LAST_OF_EIGHTH):
                seen.append(x)
        deep = self.conv(x, "_decoder._enter", 1e-5, relu=True)
        deep = self.unit(self.unit(deep, "_decoder._context.0", 2), "_decoder._context.1", 4)
        deep = deep * self.conv(deep.mean((2, 3), True), "_decoder._gate", 0).sigmoid()
        eighth = self.join(self.conv(deep, "_decoder._toEighth", 1e-5), self.conv(seen[1], "_decoder._skipEighth", 1e-5))
        eighth = self.unit(eighth, "_decoder._upEighth")
        quarter = self.join(self.conv(eighth, "_decoder._toQuarter", 1e-5), self.conv(seen[0], "_decoder._skipQuarter", 1e-5))
        return self.conv(self.unit(quarter, "_decoder._upQuarter"), "_decoder._head", 0)


def place(cells):
    return cells.view(CELL, CELL, H // CELL, W // CELL).permute(2, 0, 3, 1).reshape(H, W).numpy()


def maps(network, frame):
    small = cv2.resize(frame, (W, H), interpolation=cv2.INTER_LINEAR)
    mean, deviation = cv2.meanStdDev(small)
    gain, shift = 1 / 127.5, (127.5, 127.5, 127.5)
    if NORMALISE:
        gain, shift = 0.5 / (float(np.sqrt((deviation ** 2).mean())) + 8), tuple(mean[:, 0])
    cells = network(torch.from_numpy(cv2.dnn.blobFromImage(small, gain, mean=shift)))[0]
    scene = cells[:CLASSES * CELL * CELL].view(CLASSES, -1)
    greatest, labels = scene.max(0)
    doubt = 1 - 1 / ((scene - greatest) / TEMPERATURE).exp().sum(0)
    lesion = (cells[CLASSES * CELL * CELL:] / LESION_TEMPERATURE).sigmoid()
    return place(labels.to(torch.uint8)), place((doubt * 255 + 0.5).to(torch.uint8)), place((lesion * 255 + 0.5).to(torch.uint8))


def read(count, kind):
    data = sys.stdin.buffer.read(count * np.dtype(kind).itemsize)
    if len(data) < count * np.dtype(kind).itemsize:
        sys.exit(0)
    return np.frombuffer(data, kind)


def main():
    warnings.simplefilter("ignore")
    torch.set_num_threads(THREADS)
    cv2.setNumThreads(THREADS)
    out = sys.stdout.buffer
    with torch.inference_mode():
        network = Network(load(WEIGHTS)).eval()
        pixels = torch.from_numpy(read(3 * H * W, np.float32).copy().reshape(1, 3, H, W))
        expected = torch.from_numpy(read((CLASSES + 1) * H * W, np.float32).copy())
        network(pixels)
        network = torch.jit.freeze(torch.jit.trace(network.eval(), pixels, check_trace=False))
        logits = network(pixels).flatten()
        out.write(struct.pack("<dd", (logits - expected).abs().max().item(), expected.abs().max().item()))
        out.flush()
        while True:
            frame = read(3 * FRAME_W * FRAME_H, np.uint8).reshape(FRAME_H, FRAME_W, 3)
            start = time.perf_counter()
            answer = maps(network, frame)
            out.write(struct.pack("<d", (time.perf_counter() - start) * 1000))
            for part in answer:
                out.write(part.tobytes())
            out.flush()


main()
