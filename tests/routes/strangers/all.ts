import { account } from "./account.ts";
import { accuracy } from "./accuracy.ts";
import { charging } from "./charging.ts";
import { chargingCatalogue } from "./charging_catalogue.ts";
import { chargingImports } from "./charging_imports.ts";
import type { Cases } from "./cases.ts";
import { devices } from "./devices.ts";
import { forecasts } from "./forecasts.ts";
import { generation } from "./generation.ts";
import { groups } from "./groups.ts";
import { imports } from "./imports.ts";
import { loggerAlarms } from "./logger_alarms.ts";
import { loggerVariables } from "./logger_variables.ts";
import { loggerValues } from "./logger_values.ts";
import { loggerApi } from "./logger_api.ts";
import { loggers } from "./loggers.ts";
import { loggerRecordings } from "./logger_recordings.ts";
import { operations } from "./operations.ts";
import { quartz } from "./quartz.ts";
import { sites } from "./sites.ts";
import { users } from "./users.ts";
import { weather } from "./weather.ts";

// The account comes last: its last case signs charlie out.
const NOUNS = [
  accuracy,
  charging,
  chargingImports,
  chargingCatalogue,
  devices,
  forecasts,
  generation,
  groups,
  imports,
  loggerAlarms,
  loggerValues,
  loggerVariables,
  loggerApi,
  loggers,
  loggerRecordings,
  operations,
  quartz,
  sites,
  users,
  weather,
  account,
];

/** Routes of one site, of every noun. */
export const OF_A_SITE = Object.assign({}, ...NOUNS.map((noun) => noun.ofASite)) as NonNullable<
  Cases["ofASite"]
>;

/** All other routes. */
export const OTHERS = Object.assign({}, ...NOUNS.map((noun) => noun.others)) as NonNullable<
  Cases["others"]
>;
