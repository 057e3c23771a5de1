import type { FieldError } from "../errors.ts";
import { parse } from "../validation.ts";
import { type Transform, transforms } from "./transforms.ts";

/** What a row of the form of transforms can be; the amount is a factor, a shift or a count. */
export const ROW_KINDS = ["none", "multiply", "shift", "shift-time", "average"] as const;
export type RowKind = typeof ROW_KINDS[number];

/** A transform as a form shows it. */
export interface TransformRow {
  kind: string;
  amount: string;
}

/** Returns the rows that show a chain of transforms. */
export function rowsOf(chain: readonly Transform[]): TransformRow[] {
  return chain.map((each) => {
    switch (each.kind) {
      case "multiply":
        return { kind: "multiply", amount: String(each.factor) };
      case "shift":
        return { kind: each.axis === "x" ? "shift-time" : "shift", amount: String(each.by) };
      case "average":
        return { kind: "average", amount: String(each.count) };
    }
  });
}

/**
 * Returns the chain that rows describe, or what is wrong with the first wrong row. Rows without a kind
 * are left out.
 */
export function chainOf(
  rows: readonly TransformRow[],
  numberOf: (text: string) => number | undefined,
): { data: Transform[] } | { data?: undefined; fields: FieldError[] } {
  const input = rows.filter(({ kind }) => kind !== "none" && kind !== "").map(
    ({ kind, amount }) => {
      const number = amount.trim() === "" ? undefined : numberOf(amount.trim()) ?? amount;
      if (kind === "multiply") return { kind, factor: number };
      if (kind === "shift") return { kind, by: number };
      return kind === "shift-time"
        ? { kind: "shift", axis: "x", by: number }
        : { kind, count: number };
    },
  );
  return parse(transforms, input);
}
