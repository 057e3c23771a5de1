import type { PowerPeriod } from "../../generation/energy.ts";
import { dayOf, dayPeriod, HOUR, MINUTE } from "../../time/time.ts";
import type { PreviewDay } from "../import.ts";

const HALF_HOUR = 30 * MINUTE;
const EPOCH = new Temporal.PlainDate(1970, 1, 1);
/** Days that a preview lists, and those that show their half hours. */
const MOST_DAYS = 400;
const MOST_PICTURED = 92;

/** Energy and, where it is pictured, power of a day of the site's zone. */
interface DaySum {
  day: Temporal.PlainDate;
  number: number;
  startMs: number;
  endMs: number;
  kwh: number;
  /** Energy (kW · ms) and length (ms) of what is known of each half hour. */
  halfHours: { energy: Float64Array; length: Float64Array } | null;
}

/**
 * Adds the energies of a site up by day of its zone, in little memory: of more days than are shown
 * it keeps every second one, then every fourth, and so on.
 */
export class DaySums {
  #days = new Map<number, DaySum>();
  #current: DaySum | undefined;
  #step = 1;
  #pictureStep = 1;
  #pictured = 0;

  /** `isPictured`: whether days show the power of their half hours. */
  constructor(private zone: string, private isPictured: boolean) {}

  /** Adds a period, of which a part may be of the next day. */
  add({ startMs, endMs, powerKw }: PowerPeriod): void {
    for (let at = startMs; at < endMs;) {
      const day = this.#dayAt(at);
      const until = Math.min(endMs, day.endMs);
      day.kwh += powerKw * (until - at) / HOUR;
      if (day.halfHours) addHalfHours(day, at, until, powerKw);
      at = until;
    }
  }

  /** Returns at most 400 days in order, evenly spread. */
  list(): PreviewDay[] {
    this.#thin();
    return [...this.#days.values()].filter(({ number }) => number % this.#step === 0)
      .sort((a, b) => a.number - b.number).map((sum) => ({
        day: sum.day.toString(),
        energy_kwh: sum.kwh,
        half_hours: sum.halfHours && means(sum.halfHours),
      }));
  }

  #dayAt(ms: number): DaySum {
    if (this.#current && ms >= this.#current.startMs && ms < this.#current.endMs) {
      return this.#current;
    }
    const day = dayOf(Temporal.Instant.fromEpochMilliseconds(ms), this.zone);
    const number = EPOCH.until(day).days;
    return this.#current = this.#days.get(number) ?? this.#newDay(day, number);
  }

  #newDay(day: Temporal.PlainDate, number: number): DaySum {
    const { start, end } = dayPeriod(day, this.zone);
    const [startMs, endMs] = [start.epochMilliseconds, end.epochMilliseconds];
    const slots = Math.ceil((endMs - startMs) / HALF_HOUR);
    const hasPicture = this.isPictured && number % this.#pictureStep === 0;
    const halfHours = hasPicture
      ? { energy: new Float64Array(slots), length: new Float64Array(slots) }
      : null;
    const sum = { day, number, startMs, endMs, kwh: 0, halfHours };
    if (number % this.#step !== 0) return sum;
    this.#days.set(number, sum);
    if (halfHours && ++this.#pictured > 2 * MOST_PICTURED) this.#thinPictures(MOST_PICTURED);
    if (this.#days.size > 2 * MOST_DAYS) this.#thin();
    return sum;
  }

  #thin(): void {
    while (this.#days.size > MOST_DAYS) {
      this.#step *= 2;
      for (const number of this.#days.keys()) {
        if (number % this.#step !== 0) this.#days.delete(number);
      }
    }
    this.#thinPictures(MOST_PICTURED);
  }

  #thinPictures(most: number): void {
    const pictured = () => [...this.#days.values()].filter(({ halfHours }) => halfHours);
    for (let left = pictured(); left.length > most; left = pictured()) {
      this.#pictureStep *= 2;
      for (const sum of left) if (sum.number % this.#pictureStep !== 0) sum.halfHours = null;
    }
    this.#pictured = pictured().length;
  }
}

function addHalfHours(day: DaySum, fromMs: number, untilMs: number, powerKw: number): void {
  const { energy, length } = day.halfHours!;
  for (let at = fromMs; at < untilMs;) {
    const slot = Math.floor((at - day.startMs) / HALF_HOUR);
    const until = Math.min(untilMs, day.startMs + (slot + 1) * HALF_HOUR);
    energy[slot]! += powerKw * (until - at);
    length[slot]! += until - at;
    at = until;
  }
}

const means = ({ energy, length }: { energy: Float64Array; length: Float64Array }) =>
  Array.from(energy, (sum, slot) => length[slot]! > 0 ? sum / length[slot]! : null);
