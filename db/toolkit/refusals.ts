import postgres from "postgres";
import { AppError } from "../../domain/errors.ts";

const RIGHTS = `\`deno task database create\` makes all that is needed.
A database administrator can prepare it with:
  create role sitecast_app nologin;
  create role sitecast_admin nologin;
  create role sitecast_sdk nologin;
  create role sitecast_charging nologin;
  grant sitecast_app, sitecast_admin to LOGIN;
  alter database DATABASE owner to LOGIN;`;

/** Runs `work`; a right that it lacks (42501) becomes "unavailable", with what to run. */
export async function withRights<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof postgres.PostgresError) || error.code !== "42501") throw error;
    throw new AppError(
      "unavailable",
      `The login of DATABASE_URL lacks a right to set up the database (${error.message}). ${RIGHTS}`,
      { cause: error },
    );
  }
}
