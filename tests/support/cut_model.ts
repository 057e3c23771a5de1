/** A stored value: priority decides which one an instant belongs to. */
export interface Whole {
  start_utc: string;
  end_utc: string;
}

const nanoseconds = (utc: string) => Temporal.Instant.from(utc).epochNanoseconds;

/**
 * Cuts values so that none overlap, the plain way: between any two neighbours of all edges the first
 * value of the list that covers them wins; neighbouring parts of one value are one piece. Returns
 * the pieces by start, with the stored value's other columns.
 */
export function cutPlainly<V extends Whole>(values: V[]): (V & { is_cut: boolean })[] {
  const edges = [...new Set(values.flatMap((value) => [value.start_utc, value.end_utc]))]
    .sort((a, b) => nanoseconds(a) < nanoseconds(b) ? -1 : 1);
  const pieces: { value: V; start_utc: string; end_utc: string }[] = [];
  for (const [index, end_utc] of edges.slice(1).entries()) {
    const start_utc = edges[index]!;
    const value = values.find((value) =>
      nanoseconds(value.start_utc) <= nanoseconds(start_utc) &&
      nanoseconds(value.end_utc) >= nanoseconds(end_utc)
    );
    const before = pieces.at(-1);
    if (!value) continue;
    if (before?.value === value && before.end_utc === start_utc) before.end_utc = end_utc;
    else pieces.push({ value, start_utc, end_utc });
  }
  return pieces.map(({ value, start_utc, end_utc }) => ({
    ...value,
    start_utc,
    end_utc,
    is_cut: start_utc !== value.start_utc || end_utc !== value.end_utc,
  }));
}
