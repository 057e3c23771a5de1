// The role for modellers' and analysts' programs, which use the Python SDK: an operator grants it to
// their logins (grant sitecast_sdk to forecaster). It reads every row of the SDK's tables and writes
// what the SDK writes. What decides over people stays ours (who is an admin, who is deactivated), and
// nobody writes history by hand; nothing of schema app is seen, whose triggers do their work all the same.
import type postgres from "postgres";
import { dropEveryRow, everyRow } from "../policies.ts";

const ROLE = "sitecast_sdk";
/** Tables with row-level security, then those without. */
const SECURED = [
  "sites",
  "site_groups",
  "site_group_sites",
  "users",
  "forecasts",
  "generation",
  "inverters",
  "api_request",
  "sites_history",
];
const OPEN = ["forecast_values", "ml_model", "clients", "status"];
const WHOLE = [
  "sites",
  "site_group_sites",
  "forecasts",
  "forecast_values",
  "generation",
  "inverters",
  "api_request",
  "ml_model",
  "clients",
].join(", ");
/** Of these only the SDK's own columns can be written. */
const IN_PART = {
  site_groups: "site_group_uuid, created_utc, site_group_name, service_level",
  users: "user_uuid, created_utc, email, site_group_uuid",
  status: "status_uuid, created_utc, status, message",
};

const inPart = (word: "grant" | "revoke", direction: "to" | "from") =>
  Object.entries(IN_PART).map(([table, columns]) =>
    `${word} insert (${columns}), update (${columns}), delete on ${table} ${direction} ${ROLE};`
  ).join("\n");

export async function up(sql: postgres.TransactionSql) {
  await sql.unsafe(`
    -- The role belongs to the server: made if missing, kept by down().
    do $$
    begin
      if not exists (select from pg_roles where rolname = '${ROLE}') then
        begin
          create role ${ROLE} nologin;
        exception when duplicate_object or unique_violation then null; -- another starter was first
        end;
      end if;
    end $$;
    grant usage on schema public to ${ROLE};
    grant select on ${[...SECURED, ...OPEN].join(", ")} to ${ROLE};
    grant insert, update, delete on ${WHOLE} to ${ROLE};
    ${inPart("grant", "to")}
    ${SECURED.map((table) => everyRow(table, ROLE)).join("\n")}
  `);
}

export async function down(sql: postgres.TransactionSql) {
  await sql.unsafe(`
    ${SECURED.map((table) => dropEveryRow(table, ROLE)).join("\n")}
    ${inPart("revoke", "from")}
    revoke insert, update, delete on ${WHOLE} from ${ROLE};
    revoke select on ${[...SECURED, ...OPEN].join(", ")} from ${ROLE};
    revoke usage on schema public from ${ROLE};
  `);
}
