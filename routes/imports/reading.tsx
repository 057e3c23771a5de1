import type { ScopedSql } from "../../db/scope.ts";
import type { Import } from "../../domain/imports/import.ts";
import { isZoneOpen } from "../../domain/imports/questions.ts";
import type { Reading, ReadingField } from "../../domain/imports/reading.ts";
import * as imports from "../../sql/imports/imports.ts";
import * as sites from "../../sql/sites/sites.ts";
import { type Posted, textOf } from "../../views/ui/form_state.ts";
import { readForm } from "../http/form.ts";
import { load } from "../http/params.ts";
import { scopedRouter } from "../http/router.ts";
import { IMPORT } from "./address.ts";
import { decideImport } from "./decide_import.ts";
import { parseReading } from "./reading_form.ts";
import { chosenSite } from "./site_choice.ts";
import { showImport } from "./show.tsx";

/** POST /imports/{uuid}/reading: decides how a file is read, which is then read for its preview. */
export const importReading = () =>
  scopedRouter().post(`${IMPORT}/reading`, async (c) => {
    const file = await load(c, "import", imports.find);
    const posted = await readForm(c);
    const { data: reading, fields = [] } = parseReading(withZone(posted, file), file.kind);
    const isNamed = reading !== undefined && reading.site_column !== null;
    const site = isNamed ? undefined : await siteOfFile(c.var.sql, posted);
    const errors = [...fields, ...site?.errors ?? []];
    if (!reading || errors.length > 0) return showImport(c, file, { values: posted, errors });
    const changes = {
      reading: changedFields(file, reading),
      site_uuid: site?.siteUuid ?? null,
      decided: questionsOf(file),
    };
    await decideImport(c.var.sql, file, changes);
    c.var.services.jobAdded();
    return c.redirect(`/imports/${file.import_uuid}`, 303);
  });

/** Returns what was posted; without a zone, the file keeps the one it has, which its site decides. */
function withZone(posted: Posted, file: Import): Posted {
  const isEmpty = textOf({ values: posted, errors: [] }, "zone").trim() === "";
  return isEmpty && isZoneOpen(file) ? { ...posted, zone: file.reading!.zone } : posted;
}

/** Returns what a form changed of a reading: all else stays as it was found. */
function changedFields({ reading: before }: Import, after: Reading): Partial<Reading> {
  const text = (value: unknown) => JSON.stringify(value);
  return Object.fromEntries(
    Object.entries(after).filter(([field, value]) =>
      text(value) !== text(before?.[field as ReadingField])
    ),
  );
}

/** The form asks all open questions at once, so that a valid one has decided them. */
function questionsOf({ proposal }: Import): string[] {
  return (proposal?.questions ?? []).map(({ field }) => field);
}

/** Returns the site of a file that names none, which has to be chosen. */
async function siteOfFile(sql: ScopedSql, posted: Posted) {
  const { siteUuid, errors } = await chosenSite(sql, posted);
  if (errors || (siteUuid && await sites.find(sql, siteUuid))) return { siteUuid, errors };
  return { errors: [{ field: "site_uuid", message: "Choose the site whose file this is." }] };
}
