import { microText } from "../../domain/loggers/microseconds.ts";
import type { MicroSpan } from "../../domain/loggers/samples.ts";
import type { OwnerTransaction } from "../kit/queries.ts";

/** The mean power of a period that loggers measured, in kW. */
export interface MeasuredPeriod extends MicroSpan {
  kw: number;
}

/** What became of the generation of a span. */
export interface StoredGeneration {
  inserted: number;
  replaced: number;
  deleted: number;
  /** Periods that were not written, since a measurement that came another way is stored for them. */
  conflicting: number;
}

/** Of which site a span is made to hold these periods and no others. */
export interface CountedSpan {
  site_uuid: string;
  span: MicroSpan;
  /** True: what is stored and is not counted now stays, since its readings may be gone. */
  keeps: boolean;
}

/** Makes the generation that loggers brought of a span equal to these periods: app.store_logger_generation. */
export async function storeGeneration(
  tx: OwnerTransaction,
  { site_uuid, span, keeps }: CountedSpan,
  loggerUuid: string | null,
  periods: readonly MeasuredPeriod[],
): Promise<StoredGeneration> {
  const [stored] = await tx<StoredGeneration[]>`
    select * from app.store_logger_generation(${site_uuid}::uuid, ${loggerUuid}::uuid,
      ${microText(span.start)}::timestamp, ${microText(span.end)}::timestamp,
      ${periods.map(({ start }) => microText(start))}::timestamp[],
      ${periods.map(({ end }) => microText(end))}::timestamp[],
      ${powers(periods)}::text::float8[], ${keeps})`;
  return stored!;
}

/** Makes consumption and charger power of a span equal to these periods; returns how many changed. */
export async function storeSeries(
  tx: OwnerTransaction,
  { site_uuid, span, keeps }: CountedSpan,
  periods: readonly (MeasuredPeriod & { kind: string })[],
): Promise<number> {
  const [stored] = await tx<{ changed: number }[]>`
    select app.store_site_series(${site_uuid}::uuid,
      ${microText(span.start)}::timestamp, ${microText(span.end)}::timestamp,
      ${periods.map(({ kind }) => kind)}::text[],
      ${periods.map(({ start }) => microText(start))}::timestamp[],
      ${periods.map(({ end }) => microText(end))}::timestamp[],
      ${powers(periods)}::text::float8[], ${keeps}) as changed`;
  return stored!.changed;
}

const powers = (periods: readonly MeasuredPeriod[]) => `{${periods.map(({ kw }) => kw).join()}}`;
