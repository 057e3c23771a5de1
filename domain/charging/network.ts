import { z } from "zod";
import { calendarDay } from "../time/day_range.ts";
import { flag, number, text } from "./fields.ts";

/** Who sells the energy: a charging network, or the supplier at home. */
export interface Network {
  id: number;
  network_name: string;
  /** The rate per kWh without dates; null: none is known. 0 is a rate. */
  cost_per_kwh: number | null;
  is_free: boolean;
  /** Like `#0072b2`; null: none was chosen. */
  color: string | null;
  notes: string | null;
  /** False: a machine made it, and nobody has confirmed it. */
  is_verified: boolean;
  source_system: string | null;
}

/** A network with what hangs on it. */
export interface ListedNetwork extends Network {
  sessions: number;
  locations: number;
}

/** A rate of a network or of a location, from a day on or up to one, both included. */
export interface Rate {
  id: number;
  network_id: number | null;
  location_id: number | null;
  cost_per_kwh: number;
  /** What each session costs beside its energy. */
  session_fee: number;
  /** Null: as far back as there are sessions. */
  valid_from: string | null;
  /** Null: until further notice. */
  valid_to: string | null;
}

/** A member's rate of a network. */
export interface Subscription {
  id: number;
  network_id: number;
  member_rate: number;
  /** Counts for each calendar month that the subscription touches. */
  monthly_fee: number;
  start_date: string;
  end_date: string | null;
  notes: string | null;
}

const notes = text("the note", 2000).nullable();
/** An amount per kWh. */
export const ratePerKwh = () => number("the rate per kWh", 0, 100_000);
const rate = ratePerKwh();
const day = calendarDay.nullable();

const networkFields = {
  network_name: text("the name", 255).min(1, { error: "Enter a name." }),
  cost_per_kwh: rate.nullable(),
  is_free: flag("charging is free"),
  color: z.string().regex(/^#[0-9a-fA-F]{6}$/, { error: "Write a colour like #0072b2." })
    .nullable(),
  notes,
};

/** A new network of a form or a program. */
export const newNetwork = z.object({
  network_name: networkFields.network_name,
  cost_per_kwh: networkFields.cost_per_kwh.default(null),
  is_free: networkFields.is_free.default(false),
  color: networkFields.color.default(null),
  notes: notes.default(null),
});
export type NewNetwork = z.output<typeof newNetwork>;

/** An edit of a network: exactly the given fields are written. */
export const networkEdit = z.object(networkFields).partial();
export type NetworkEdit = z.output<typeof networkEdit>;

interface Days {
  from?: string | null;
  to?: string | null;
}

const isInOrder = ({ from, to }: Days) => from == null || to == null || from <= to;
const lastDay = "The last day must not be before the first.";

/** A new rate of a network or of a location, which the caller names. */
export const newRate = z.object({
  cost_per_kwh: rate,
  session_fee: number("the fee per session", 0, 1_000_000).default(0),
  valid_from: day.default(null),
  valid_to: day.default(null),
}).refine(({ valid_from, valid_to }) => isInOrder({ from: valid_from, to: valid_to }), {
  path: ["valid_to"],
  error: lastDay,
});
export type NewRate = z.output<typeof newRate>;

/** A new subscription of a network, which the caller names. */
export const newSubscription = z.object({
  member_rate: rate,
  monthly_fee: number("the fee per month", 0, 1_000_000).default(0),
  start_date: calendarDay,
  end_date: day.default(null),
  notes: notes.default(null),
}).refine(({ start_date, end_date }) => isInOrder({ from: start_date, to: end_date }), {
  path: ["end_date"],
  error: lastDay,
});
export type NewSubscription = z.output<typeof newSubscription>;
