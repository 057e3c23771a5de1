import type { Context } from "hono";
import type { FramedLogger } from "../../domain/loggers/framed_logger.ts";
import { newRule } from "../../domain/loggers/rule.ts";
import { once } from "../../sql/kit/form_keys.ts";
import * as rules from "../../sql/loggers/rules.ts";
import { listVariables } from "../../sql/loggers/variables.ts";
import { RuleFormPage } from "../../views/loggers/rule_form.tsx";
import { RemoveRulePage, RulesPage } from "../../views/loggers/rules.tsx";
import { loggerUrl } from "../../views/loggers/urls.ts";
import { blankForm, type FormState } from "../../views/ui/form_state.ts";
import { isolated } from "../../views/ui/isolated.ts";
import type { Scoped } from "../http/context.ts";
import { flash } from "../http/flash.ts";
import { formKeyOf, readForm } from "../http/form.ts";
import { load, UUID } from "../http/params.ts";
import { scopedRouter } from "../http/router.ts";
import { writeForm } from "../http/write_form.ts";
import { loadLogger, LOGGER } from "./load_logger.ts";

const RULES = `${LOGGER}/rules`;
const RULE = `${RULES}/:rule${UUID}`;
const BLANK = { kind: "above", hysteresis: 0, for_seconds: 0, severity: 1, is_active: true };

/** GET /sites/{uuid}/loggers/{logger}/rules; GET and POST …/new, …/{rule} and …/{rule}/remove */
export const loggerRules = () =>
  scopedRouter()
    .get(RULES, async (c) => {
      const logger = await loadLogger(c);
      const listed = await rules.listRules(c.var.sql, logger.logger_uuid);
      const page = <RulesPage logger={logger} now={c.var.services.now()} rules={listed} />;
      return c.render(page, { title: `Rules of ${isolated(logger.name)}` });
    })
    .get(`${RULES}/new`, async (c) => show(c, await loadLogger(c), blankForm(BLANK)))
    .post(`${RULES}/new`, async (c) => {
      const logger = await loadLogger(c);
      const { sql, services } = c.var;
      const posted = await readForm(c);
      const errors = await writeForm(newRule, posted, async (data) => {
        const add = () => rules.addRule(sql, logger.logger_uuid, data, services.now());
        await once(sql, formKeyOf(posted), add, data);
      });
      if (errors) return await show(c, logger, { values: posted, errors });
      return done(c, logger, "Added the rule.");
    })
    .get(RULE, async (c) => {
      const { logger, rule } = await loadRule(c);
      return await show(c, logger, blankForm(rule), rule.rule_uuid);
    })
    .post(RULE, async (c) => {
      const { logger, rule } = await loadRule(c);
      const { sql, services } = c.var;
      const posted = await readForm(c);
      const errors = await writeForm(newRule, posted, (data) =>
        rules.updateRule(sql, logger.logger_uuid, rule.rule_uuid, data, services.now()));
      if (errors) {
        return await show(c, logger, { values: posted, errors }, rule.rule_uuid);
      }
      return done(c, logger, "Saved the rule.");
    })
    .get(`${RULE}/remove`, async (c) =>
      c.render(<RemoveRulePage {...await loadRule(c)} />, { title: "Remove a rule" }))
    .post(`${RULE}/remove`, async (c) => {
      const { logger, rule } = await loadRule(c);
      await rules.removeRule(c.var.sql, logger.logger_uuid, rule.rule_uuid);
      return done(c, logger, "Removed the rule.");
    });

async function loadRule(c: Context<Scoped>) {
  const logger = await loadLogger(c);
  const find = (sql: Scoped["Variables"]["sql"], uuid: string) =>
    rules.findRule(sql, logger.logger_uuid, uuid);
  return { logger, rule: await load(c, "rule", find) };
}

function done(c: Context<Scoped>, logger: FramedLogger, sentence: string) {
  flash(c, sentence);
  return c.redirect(loggerUrl(logger, "/rules"), 303);
}

async function show(
  c: Context<Scoped>,
  logger: FramedLogger,
  state: FormState,
  ruleUuid?: string,
) {
  if (state.errors.length > 0) c.status(422);
  const variables = await listVariables(c.var.sql, logger.logger_uuid);
  const formKey = ruleUuid ? undefined : formKeyOf(state.values) ?? crypto.randomUUID();
  const props = { logger, now: c.var.services.now(), variables, state, ruleUuid, formKey };
  const title = ruleUuid ? "Edit a rule" : "Add a rule";
  return c.render(<RuleFormPage {...props} />, { title });
}
