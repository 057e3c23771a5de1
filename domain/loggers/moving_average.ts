/**
 * Returns the mean of `count` values around each one, as many as there are values. Beyond the ends
 * values count as 0 (NumPy's `convolve(values, ones(count) / count, "same")`, for up to as many
 * values as there are): [2, 4, 6, 8] by 2 is [1, 3, 5, 7]. Even counts reach further back than ahead.
 */
export function movingAverage(values: readonly number[], count: number): number[] {
  const ahead = Math.floor((count - 1) / 2);
  return values.map((_, at) => {
    // Summed anew each time: a running sum would carry the rounding of large values along.
    let sum = 0;
    const end = Math.min(values.length, at + ahead + 1);
    for (let one = Math.max(0, at + ahead + 1 - count); one < end; one++) sum += values[one]!;
    return sum / count;
  });
}
