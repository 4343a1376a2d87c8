"""Muon, for kernels of convolutions too: torch's own takes matrices alone."""

import torch
from torch import Tensor
from torch.optim import Optimizer

# Newton-Schulz coefficients: Keller Jordan et al., "Muon: an optimizer for hidden layers in neural
# networks", 2024. Few iterations of them bring all singular values close to one.
COEFFICIENTS = (3.4445, -4.7750, 2.0315)
ITERATIONS = 4


class Muon(Optimizer):
    """Momentum whose every step has singular values near one; a kernel counts as one matrix."""

    def __init__(self, parameters: list[Tensor], rate: float, momentum: float = 0.9):
        super().__init__(parameters, {"lr": rate, "momentum": momentum})

    @torch.no_grad()
    def step(self) -> None:
        for group in self.param_groups:
            for parameter in group["params"]:
                if parameter.grad is None:
                    continue
                state = self.state[parameter]
                if not state:
                    state["mean"] = torch.zeros_like(parameter)
                mean = state["mean"].mul_(group["momentum"]).add_(parameter.grad)
                update = parameter.grad + group["momentum"] * mean
                matrix = update.reshape(len(update), -1)
                step = orthogonal(matrix).reshape(update.shape)
                tall = max(1.0, len(matrix) / matrix.shape[1]) ** 0.5
                parameter.add_(step, alpha=-group["lr"] * tall)


def orthogonal(matrix: Tensor) -> Tensor:
    """`matrix` with all singular values brought close to one."""
    a, b, c = COEFFICIENTS
    wide = len(matrix) <= matrix.shape[1]
    found = matrix if wide else matrix.T
    found = found / (found.norm() + 1e-7)
    for _ in range(ITERATIONS):
        square = found @ found.T
        found = a * found + (b * square + c * square @ square) @ found
    return found if wide else found.T
