/**
 * A program for a machine in another zone: writes the instants of its arguments into the table
 * `moments` at DATABASE_URL and prints what it reads there, and its own offset from UTC.
 */
import { connect } from "../../db/client.ts";

const sql = connect(Deno.env.get("DATABASE_URL")!, { max: 1 });
for (const instant of Deno.args.map((text) => Temporal.Instant.from(text))) {
  await sql`insert into moments values (${instant}, ${instant})`;
}
const moments = await sql`select * from moments order by plain`;
console.log(JSON.stringify({ offset: Temporal.Now.zonedDateTimeISO().offset, moments }));
await sql.end();
