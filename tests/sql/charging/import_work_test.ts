import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import type { CheckedRow } from "../../../domain/charging/import/judge_rows.ts";
import type { Person } from "../../support/cast.ts";
import { keepChecked } from "../../../sql/charging/import_checked.ts";
import { inScopeOf, nextOpen, type OpenImport } from "../../../sql/charging/import_work.ts";
import { ownCast } from "../../support/setup.ts";

const { database: { owner }, cast: { alice, charlie } } = await ownCast();

const CHECKED: Omit<CheckedRow, "row_number"> = {
  status: "new",
  session: null,
  given: [],
  field: null,
  message: null,
  remarks: [],
  match_id: null,
  match_row: null,
};

const waiting = async ({ site_group_uuid }: Person, created: string) => {
  const [made] = await owner<{ uuid: string }[]>`
    insert into app.charging_imports (site_group_uuid, file_name, header, proposal, state, created_utc)
    values (${site_group_uuid}, 'log.csv', '{kWh}', '{}', 'checking', ${created}::timestamp)
    returning import_uuid as uuid`;
  return made!.uuid;
};

describe("files of charging sessions that wait", () => {
  it("are worked on in turns of the groups, the oldest of each first", async () => {
    const first = await waiting(alice, "2026-06-21T08:00:00Z");
    const second = await waiting(alice, "2026-06-21T08:01:00Z");
    const others = await waiting(charlie, "2026-06-21T08:02:00Z");
    const [hers, his] = [alice.site_group_uuid, charlie.site_group_uuid];
    const next = async (tried: string[], served: string[]) =>
      (await nextOpen(owner, { tried, served }))?.import_uuid;
    assert.equal(await next([], []), first);
    assert.equal(await next([first], [hers]), others);
    assert.equal(await next([first, others], [hers, his]), second);
    assert.equal(await next([first, second, others], [hers, his]), undefined);
  });
});

describe("rows of a file that are checked some at a time", () => {
  it("are read alone, though no statistics know of the file", async () => {
    const [earlier, uuid] = [
      await waiting(charlie, "2026-06-21T08:03:00Z"),
      await waiting(alice, "2026-06-21T08:04:00Z"),
    ];
    await owner`update app.charging_imports set user_uuid = ${alice.user_uuid}
      where import_uuid = ${uuid}`;
    for (const [of, { site_group_uuid }] of [[earlier, charlie], [uuid, alice]] as const) {
      await owner`
        insert into app.charging_import_rows (import_uuid, site_group_uuid, row_number, line, cells)
        select ${of}, ${site_group_uuid}, n, n, '["7.4"]' from generate_series(1, 600) n`;
      if (of === earlier) await owner`analyze app.charging_import_rows`;
    }
    await inScopeOf(owner, { import_uuid: uuid } as OpenImport, async (tx) => {
      const rows = Array.from({ length: 20 }, (_, i) => ({ ...CHECKED, row_number: 301 + i }));
      await keepChecked(tx, uuid, rows);
      const [done] = await tx<{ kept: number; read: number }[]>`
        select n_tup_upd::int as kept, (seq_tup_read + idx_tup_fetch)::int as read
        from pg_stat_xact_user_tables where relid = 'app.charging_import_rows'::regclass`;
      assert.deepEqual(done, { kept: 20, read: 20 });
    });
  });
});
