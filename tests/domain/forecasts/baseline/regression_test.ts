import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import {
  quantileRegression,
  type Rows,
  solve,
} from "../../../../domain/forecasts/baseline/regression.ts";

/** Rows of a constant and one regressor. */
function rows(points: [x: number, y: number][], weights?: number[]): Rows {
  return {
    count: points.length,
    columns: 2,
    x: Float64Array.from(points.flatMap(([x]) => [1, x])),
    y: Float64Array.from(points, ([, y]) => y),
    weight: Float64Array.from(weights ?? points.map(() => 1)),
  };
}

const NO_PRIOR = { towards: [0, 0], strength: [1e-9, 1e-9] };

function fitted(of: Rows, tau = 0.5, prior = NO_PRIOR, turns = 50): [number, number] {
  const [constant, slope] = quantileRegression(of, tau, prior, new Float64Array(2), turns);
  return [constant!, slope!];
}

function assertNear(found: number, expected: number, tolerance: number) {
  assert.ok(Math.abs(found - expected) <= tolerance, `${found} is not ${expected}`);
}

describe("solve", () => {
  it("solves any positive definite system", () => {
    const entries = fc.array(fc.double({ min: -3, max: 3, noNaN: true }), {
      minLength: 20,
      maxLength: 20,
    });
    fc.assert(fc.property(entries, (numbers) => {
      const at = (i: number, j: number) => numbers[i * 4 + j]!;
      const matrix = new Float64Array(16);
      for (let i = 0; i < 4; i++) {
        for (let j = 0; j < 4; j++) {
          for (let k = 0; k < 4; k++) matrix[i * 4 + j]! += at(i, k) * at(j, k);
          if (i === j) matrix[i * 4 + j]! += 1;
        }
      }
      const right = numbers.slice(16);
      const x = solve(matrix.slice(), right);
      for (let i = 0; i < 4; i++) {
        let sum = 0;
        for (let j = 0; j < 4; j++) sum += matrix[i * 4 + j]! * x[j]!;
        assertNear(sum, right[i]!, 1e-6);
      }
    }));
  });
});

describe("quantile regression", () => {
  const line = Array.from({ length: 41 }, (_, i): [number, number] => [i / 20 - 1, i / 10 - 1.5]);

  it("finds a line, however far off a third of the points are", () => {
    const spoiled = line.map(([x, y], i): [number, number] => [x, i % 3 === 0 ? 100 : y]);
    for (const points of [line, spoiled]) {
      const [constant, slope] = fitted(rows(points));
      assertNear(constant, 0.5, 0.05);
      assertNear(slope, 2, 0.05);
    }
  });

  it("leaves that share of the points below", () => {
    const points = Array.from({ length: 1000 }, (_, i): [number, number] => {
      const x = (i % 10 + 1) / 10;
      return [x, x * ((i * 7919) % 1000) / 100];
    });
    for (const tau of [0.1, 0.5, 0.9]) {
      const [constant, slope] = fitted(rows(points), tau);
      const below = points.filter(([x, y]) => y < constant + slope * x).length / points.length;
      assertNear(below, tau, 0.07);
      assertNear(slope, 10 * tau, 0.6);
    }
  });

  it("goes by the weights", () => {
    const points: [number, number][] = [[0, 1], [0, 1], [0, 5]];
    assertNear(fitted(rows(points))[0], 1, 0.05);
    assertNear(fitted(rows(points, [1, 1, 10]))[0], 5, 0.05);
  });

  it("is its prior without rows, and moves away from it the more rows there are", () => {
    const prior = { towards: [3, -1], strength: [10, 10] };
    const none = rows([]);
    assert.deepEqual(fitted(none, 0.5, prior).map((value) => Number(value.toFixed(9))), [3, -1]);
    const many = Array.from({ length: 50 }, () => line).flat();
    const slopes = [line.slice(0, 3), line, many].map((of) => fitted(rows(of), 0.5, prior)[1]);
    assert.ok(-1 < slopes[0]! && slopes[0]! < slopes[1]! && slopes[1]! < slopes[2]!, `${slopes}`);
    assertNear(slopes[2]!, 2, 0.05);
  });
});
