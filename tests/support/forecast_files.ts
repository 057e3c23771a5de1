import type { ForecastRow } from "../../domain/imports/forecasts/forecast_row.ts";
import { readForecasts } from "../../domain/imports/forecasts/read_forecasts.ts";
import type { ReadingOfForecasts } from "../../domain/imports/forecasts/run_times.ts";
import type { LeftOutLine } from "../../domain/imports/read_rows.ts";
import type { Proposal } from "../../domain/imports/reading.ts";
import type { Facts, KnownSite } from "../../domain/imports/recognise/file_sample.ts";
import { propose } from "../../domain/imports/recognise/propose.ts";

interface ReadForecasts {
  proposal: Proposal;
  values: ForecastRow[];
  leftOut: LeftOutLine[];
}

/** Reads a text of forecasts as it is proposed, with answers to what is asked about its runs. */
export async function readForecastText(
  text: string,
  { site, model, ...facts }: Partial<Facts> & { site: KnownSite; model?: string },
): Promise<ReadForecasts> {
  const sample = { encoding: "utf-8", head: text, middle: "", tail: "" } as const;
  const proposal = propose(sample, { sites: [site], site, remembered: [], ...facts });
  const found: ReadForecasts = { proposal, values: [], leftOut: [] };
  if (!proposal.reading?.forecast) return found;
  const reading = structuredClone(proposal.reading) as ReadingOfForecasts;
  if (model !== undefined) reading.forecast.model_name = model;
  const chunks = async function* () {
    yield await Promise.resolve(text);
  };
  for await (const piece of readForecasts(chunks(), reading)) {
    found.values.push(...piece.values);
    found.leftOut.push(...piece.leftOut);
  }
  return found;
}
