import type { OwnerSql } from "../../db/client.ts";
import type { MappingEdit } from "../../domain/loggers/mapping.ts";
import { countGeneration, type GenerationOptions } from "../../service/loggers/generation.ts";
import type { ReadingChange } from "../../sql/loggers/changes.ts";

/** A value at seconds since the begin of a test. */
export type Sample = readonly [second: number, value: number];

/** Loggers of a site with what feeds it, for tests. */
export class LoggerFeeds {
  constructor(private owner: OwnerSql, private site: string, private start: string) {}

  /** Adds a logger; returns its UUID. */
  async logger(name: string, group: string, intervalSeconds = 10): Promise<string> {
    const [made] = await this.owner<{ logger_uuid: string }[]>`
      insert into app.loggers (site_uuid, site_group_uuid, name, interval_seconds)
      values (${this.site}, ${group}, ${name}, ${intervalSeconds}) returning logger_uuid`;
    return made!.logger_uuid;
  }

  /** Adds a logger of which the variable `power`, in W, feeds generation; returns its UUID. */
  async meter(name: string, group: string): Promise<string> {
    const logger = await this.logger(name, group);
    await this.feed(logger, "power", {});
    return logger;
  }

  /** Says what a variable of a logger feeds, and makes it if it is missing. */
  async feed(logger: string, name: string, edit: MappingEdit): Promise<void> {
    const { feeds = "generation", measures, feed_unit = "W", includes_charger = null } = edit;
    await this.owner`select app.make_variables(${logger}, array[${name}])`;
    await this.owner`
      update app.logger_variables set feeds = ${feeds},
        measures = ${measures ?? (feed_unit?.endsWith("h") ? "counter" : "power")},
        feed_unit = ${feed_unit}, includes_charger = ${includes_charger},
        feed_from_utc = ${edit.feed_from_utc ?? null}
      where logger_uuid = ${logger} and name = ${name}`;
  }

  /** Stores samples of a variable. */
  async send(logger: string, name: string, samples: readonly Sample[]): Promise<void> {
    const start = Temporal.Instant.from(this.start).epochMilliseconds;
    const micros = samples.map(([second]) => Math.round((start + second * 1000) * 1000));
    await this.owner`
      select app.put_readings(${logger}, array[${name}],
        array_fill(1, array[${samples.length}::int]),
        ${`{${micros.join()}}`}::text::bigint[],
        ${`{${samples.map(([, value]) => value).join()}}`}::text::float8[])`;
  }

  /** Deletes readings of a variable from one second to another, both included. */
  async remove(logger: string, name: string, from: number, to: number): Promise<void> {
    const at = (second: number) => Temporal.Instant.from(this.start).add({ seconds: second });
    await this.owner`
      with gone as (
        delete from app.logger_readings r using app.logger_variables v
        where v.logger_uuid = ${logger} and v.name = ${name} and r.variable_id = v.variable_id
          and r.time_utc between ${at(from)} and ${at(to)} returning r.time_utc)
      select app.record_reading_changes(${logger}, array_agg(time_utc)) from gone`;
  }

  /** Counts what changed as it is at a second; returns how many spans were counted. */
  async count(second: number, options: Partial<GenerationOptions> = {}): Promise<number> {
    const changed = await this.owner<ReadingChange[]>`
      with taken as (delete from app.reading_changes returning *)
      select logger_uuid, l.site_uuid, first_utc, last_utc
      from taken join app.loggers l using (logger_uuid)`;
    const now = Temporal.Instant.from(this.start).add({ milliseconds: Math.round(second * 1000) });
    return await countGeneration(this.owner, changed, { now, ...options });
  }

  /** Returns the generation of the site, as [minute since the begin, minutes, kW]. */
  async generation(): Promise<[number, number, number][]> {
    const rows = await this.owner<{ minute: number; minutes: number; kw: number }[]>`
      select (extract(epoch from start_utc - ${this.start}::timestamp) / 60)::float8 as minute,
        (extract(epoch from end_utc - start_utc) / 60)::float8 as minutes,
        generation_power_kw as kw
      from generation where site_uuid = ${this.site} order by start_utc`;
    return rows.map(({ minute, minutes, kw }) => [minute, minutes, kw]);
  }

  /** Returns consumption and charger power of the site, as [kind, minute since the begin, kW]. */
  async series(): Promise<[string, number, number][]> {
    const rows = await this.owner<{ kind: string; minute: number; kw: number }[]>`
      select kind, (extract(epoch from start_utc - ${this.start}::timestamp) / 60)::float8 as minute,
        power_kw as kw
      from app.site_series where site_uuid = ${this.site} order by kind, start_utc`;
    return rows.map(({ kind, minute, kw }) => [kind, minute, kw]);
  }

  /** Returns causes and descriptions of open alarms. */
  async alarms(): Promise<[string, string][]> {
    const rows = await this.owner<{ cause: string; description: string }[]>`
      select cause, description from app.alarms a join app.loggers using (logger_uuid)
      where site_uuid = ${this.site} and cleared_utc is null order by cause`;
    return rows.map(({ cause, description }) => [cause, description]);
  }

  async conflicts(): Promise<number[]> {
    const rows = await this.owner<{ minute: number }[]>`
      select (extract(epoch from start_utc - ${this.start}::timestamp) / 60)::float8 as minute
      from app.logger_conflicts where site_uuid = ${this.site} order by 1`;
    return rows.map(({ minute }) => minute);
  }

  /** Takes away everything but the site. */
  async clear(): Promise<void> {
    await this.owner`delete from app.loggers`;
    await this.owner`delete from generation`;
    for (
      const table of [
        "logger_sites",
        "site_work",
        "logger_conflicts",
        "site_series",
        "reading_changes",
        "logger_readings",
        "changed_ranges",
      ]
    ) await this.owner.unsafe(`delete from app.${table}`);
  }
}

/** Samples of one value each `step` seconds from one second to another. */
export function steady(value: number, from: number, to: number, step = 60): Sample[] {
  const count = Math.floor((to - from) / step) + 1;
  return Array.from({ length: count }, (_, n): Sample => [from + n * step, value]);
}
