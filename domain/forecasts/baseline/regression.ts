/** Linear quantile regression with shrinkage, and the linear algebra that it needs. */

/** Rows of a regression: `columns` regressors each in `x`, the outcome `y` and the weight. */
export interface Rows {
  count: number;
  columns: number;
  x: Float64Array;
  y: Float64Array;
  weight: Float64Array;
}

/** A prior that coefficients are drawn towards. */
export interface Shrinkage {
  /** The coefficients without any rows. */
  towards: ArrayLike<number>;
  /** The weight of the prior for each coefficient. */
  strength: ArrayLike<number>;
}

/**
 * Lower limit of residuals, which keeps the weights finite and smooths the kink of the loss, unless
 * the caller has another.
 */
const SMALLEST_RESIDUAL = 0.02;

/**
 * Returns the coefficients that minimise the weighted quantile loss (`tau` 0.5: absolute
 * deviations) plus a quadratic penalty on their distance from `towards`, by iteratively reweighted
 * least squares from `start`. Sources: Koenker & Bassett, Regression Quantiles, Econometrica 46(1),
 * 1978 (the loss); Schlossmacher, Journal of the American Statistical Association 68, 1973
 * (absolute deviations by reweighting); Hoerl & Kennard, Ridge Regression, Technometrics 12(1),
 * 1970.
 */
export function quantileRegression(
  rows: Rows,
  tau: number,
  { towards, strength }: Shrinkage,
  start: Float64Array,
  iterations: number,
  smallest = SMALLEST_RESIDUAL,
): Float64Array {
  const { columns } = rows;
  let coefficients = start;
  const matrix = new Float64Array(columns * columns);
  const right = new Float64Array(columns);
  for (let turn = 0; turn < iterations; turn++) {
    matrix.fill(0);
    right.fill(0);
    for (let c = 0; c < columns; c++) {
      matrix[c * columns + c] = strength[c]!;
      right[c] = strength[c]! * towards[c]!;
    }
    addRows(rows, { tau, smallest }, coefficients, matrix, right);
    coefficients = solve(matrix, right);
  }
  return coefficients;
}

/** Adds the reweighted rows to the lower triangle and the right side of the normal equations. */
function addRows(
  { count, columns, x, y, weight }: Rows,
  { tau, smallest }: { tau: number; smallest: number },
  coefficients: Float64Array,
  matrix: Float64Array,
  right: Float64Array,
): void {
  for (let row = 0, at = 0; row < count; row++, at += columns) {
    // Skips trailing zeros, which add nothing: in many rows they make up the second half.
    let used = columns;
    while (used > 0 && x[at + used - 1] === 0) used--;
    let residual = y[row]!;
    for (let c = 0; c < used; c++) residual -= coefficients[c]! * x[at + c]!;
    const side = residual > 0 ? tau : 1 - tau;
    const w = 2 * weight[row]! * side / Math.max(Math.abs(residual), smallest);
    for (let c = 0; c < used; c++) {
      const value = w * x[at + c]!;
      right[c]! += value * y[row]!;
      for (let d = 0, m = c * columns; d <= c; d++, m++) matrix[m]! += value * x[at + d]!;
    }
  }
}

/**
 * Solves a symmetric positive definite system, given by its lower triangle, by Cholesky
 * decomposition, which overwrites the triangle. Source: Golub & Van Loan, Matrix Computations (4th
 * ed., 2013), section 4.2.
 */
export function solve(matrix: Float64Array, right: ArrayLike<number>): Float64Array {
  const n = right.length;
  for (let j = 0; j < n; j++) {
    for (let i = j; i < n; i++) {
      let sum = matrix[i * n + j]!;
      for (let k = 0; k < j; k++) sum -= matrix[i * n + k]! * matrix[j * n + k]!;
      matrix[i * n + j] = i === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / matrix[j * n + j]!;
    }
  }
  const x = Float64Array.from(right);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) x[i]! -= matrix[i * n + k]! * x[k]!;
    x[i]! /= matrix[i * n + i]!;
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) x[i]! -= matrix[k * n + i]! * x[k]!;
    x[i]! /= matrix[i * n + i]!;
  }
  return x;
}
