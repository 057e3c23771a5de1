import type { WrongKind } from "../reading.ts";

const refuse = (kind: WrongKind["kind"], text: string): WrongKind => ({ kind, text });

/** Sentences about files that are no measurements of generation, with where they go instead. */
export const REFUSALS = {
  ev: refuse(
    "ev_charging",
    "This is a log of charging vehicles: energy that was used, not generated. Send it on the page of charging imports, /charging/imports. For generation, download the production of the plant.",
  ),
  consumption: refuse(
    "consumption",
    "This file holds consumption only: energy that was used, not generated. Download the production (generation) of the plant, or the file of its export meter.",
  ),
  importMeter: refuse(
    "net_meter",
    "This file holds what a meter took from the grid. That is not generation. Download the production of the plant, or the file of its export meter.",
  ),
  netMeter: refuse(
    "net_meter",
    "This file holds the difference between what a meter took from the grid and what it fed in. Generation does not follow from it. Download the production of the plant, or export and import as two columns.",
  ),
  weather: refuse(
    "weather",
    "This file holds weather only, and no power or energy of the plant. Weather is not imported; download the production of the plant.",
  ),
  forecast: refuse(
    "forecast",
    "This file holds forecasts, not measurements. Send it again as a file of forecasts.",
  ),
  forecastWithoutRun: refuse(
    "forecast",
    "This file holds forecasts, but does not say when they were made. Add a column with the time of the run, like “Made at”, or with the horizon beside each time.",
  ),
  sites: refuse(
    "sites",
    "This is a list of sites, not a file of measurements. Send it on the page “Add or change many sites”.",
  ),
  empty: refuse("unreadable", "The file is empty."),
  excel: refuse(
    "unreadable",
    "This is an Excel workbook, not a text file. Open it, choose “Save as” and “CSV UTF-8”, and send that file.",
  ),
  binary: refuse(
    "unreadable",
    "This is not a text file. Save the table as CSV, and send that file.",
  ),
  pdf: refuse("unreadable", "This is a PDF. Download the data as CSV instead."),
  json: refuse(
    "unreadable",
    "This is JSON. Download the data as CSV, or send JSON rows by the API.",
  ),
  html: refuse(
    "unreadable",
    "This is a web page or XML, not a table. Download the data as CSV; a page comes instead where the sign-in to a portal ended.",
  ),
  longLine: refuse(
    "unreadable",
    "The first line is longer than 64 KB. Send a file with one line for each time.",
  ),
  noTable: refuse(
    "unreadable",
    "No columns were found. Save the table as CSV, with commas, semicolons or tabs between the columns.",
  ),
  noTime: refuse(
    "unreadable",
    "No column of times was found. Each line needs its date and time, like 2026-03-29 12:15.",
  ),
  noRows: refuse(
    "unreadable",
    "The file has a header, but no line with a time and a number below it.",
  ),
  periodNumber: refuse(
    "unreadable",
    "The time of day is the number of an hour or period, not a time. Write it as a time, like 14:30, in a column beside the date.",
  ),
  noTimeOfDay: refuse(
    "unreadable",
    "Many lines have the same date and no time of day. Add a column with the time, like 14:30.",
  ),
  matrix: refuse(
    "unreadable",
    "Each line is a day with a column for each time. Rewrite it with one line for each time.",
  ),
  coarse: refuse(
    "unreadable",
    "There is one line for more than a day. Download values of a day at most; hours or less are better.",
  ),
  siteColumns: refuse(
    "unreadable",
    "Each site has a column of its own. Rewrite the file with one column for the site and one for its values, or send a file for each site.",
  ),
  unitsInCells: refuse(
    "unreadable",
    "Numbers have their unit beside them, like “850 W”. Leave the unit to the header: “Power (W)”.",
  ),
  splitNumbers: refuse(
    "unreadable",
    "Lines have more cells than the header: commas stand between columns and within numbers. Save the file with semicolons between columns, or with decimal points.",
  ),
  twoSteps: refuse(
    "unreadable",
    "The time between lines changes within the file, so it cannot be told how long their periods are. Send a file for each step.",
  ),
  twoUnits: refuse(
    "unreadable",
    "Lines of this file are in different units. Send a file for each unit.",
  ),
  noValues: refuse(
    "unreadable",
    "No column of numbers was found beside the times.",
  ),
  totalsAmongInverters: refuse(
    "unreadable",
    "Some lines are of a total or a meter, beside those of its inverters. They would be added twice: leave them out, and send the file again.",
  ),
  severalSensors: refuse(
    "unreadable",
    "The file holds several sensors, and not all of them are of generation. Download the history of the sensor of production alone.",
  ),
} as const;
