// What the baseline has learned of each site, so that a forecast reads days of its past and not
// months, and a restart learns nothing anew. A fit can always be made again: nobody but the service
// reads it, and it goes with its site.
import type postgres from "postgres";

export async function up(sql: postgres.TransactionSql) {
  await sql.unsafe(`
    create table app.baseline_fits (
      site_uuid uuid not null
        constraint baseline_fits_site_uuid_fkey references sites on delete cascade,
      day date not null,
      version text not null,
      fit jsonb not null,
      constraint baseline_fits_pkey primary key (site_uuid)
    );
  `);
}

export async function down(sql: postgres.TransactionSql) {
  await sql.unsafe("drop table app.baseline_fits;");
}
