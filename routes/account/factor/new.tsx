import type { Context } from "hono";
import { hashSecret } from "../../../domain/account/secret.ts";
import * as factors from "../../../sql/account/factors.ts";
import { CodesPage } from "../../../views/account/factor/codes.tsx";
import {
  type Enrolment,
  EnrolmentPage,
  FactorExistsPage,
} from "../../../views/account/factor/new.tsx";
import type { SignedIn } from "../../http/context.ts";
import { readForm } from "../../http/form.ts";
import { signedInRouter } from "../../http/router.ts";
import { readSession } from "../../http/session_cookie.ts";
import { enrol, newEnrolment } from "./enrolment.ts";

const PAGE = { title: "Set up a second factor" };

/** GET /account/factor/new and POST /account/factor: sets up a factor, also in place of another one. */
export const newFactorPage = () =>
  signedInRouter()
    .afterPassword()
    .get("/account/factor/new", (c) => show(c, newEnrolment(c, c.var.viewer)))
    .post("/account/factor", async (c) => {
      const keptSession = hashSecret(readSession(c)!);
      const how = { replaces: true, keptSession };
      const { codes, again } = await enrol(c, c.var.viewer, await readForm(c), how);
      if (again) {
        c.status(422);
        return await show(c, again);
      }
      if (codes) return showCodes(c, codes);
      c.status(409);
      return c.render(<FactorExistsPage />, PAGE);
    });

async function show(c: Context<SignedIn>, enrolment: Enrolment) {
  const { viewer, services: { database } } = c.var;
  const isThere = await factors.find(database.owner, viewer.user_uuid) !== undefined;
  const intro = isThere
    ? "The new one takes the place of the one that you have; its recovery codes will not work any " +
      "more. Your other sessions end."
    : "From then on, signing in takes your password and a code. Your other sessions end.";
  const page = { enrolment, intro, action: "/account/factor", cancel: "/account/factor" };
  return c.render(<EnrolmentPage {...page} />, PAGE);
}

/** Shows recovery codes, once: no cache keeps the page. */
export function showCodes(c: Context<SignedIn>, codes: string[]) {
  c.header("Cache-Control", "no-store");
  return c.render(
    <CodesPage codes={codes}>
      <a class="button primary" href="/account/factor">I have kept them</a>
    </CodesPage>,
    { title: "Your recovery codes" },
  );
}
