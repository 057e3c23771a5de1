import type { FramedLogger } from "../../domain/loggers/framed_logger.ts";
import type { AlarmRule } from "../../domain/loggers/rule.ts";
import { ruleText } from "../../domain/loggers/rule_text.ts";
import { Badge } from "../ui/badge.tsx";
import { ConfirmPage } from "../ui/confirm.tsx";
import { EmptyState } from "../ui/empty_state.tsx";
import { isolated } from "../ui/isolated.ts";
import { LoggerFrame } from "./logger_frame.tsx";
import { loggerUrl } from "./urls.ts";

/** A rule as its pages show it. */
type ShownRule = AlarmRule & { unit: string | null; open_alarm_uuid: string | null };

interface RulesPageProps {
  logger: FramedLogger;
  now: Temporal.Instant;
  rules: ShownRule[];
}

/** Lists the rules that raise alarms of a logger. */
export function RulesPage({ logger, now, rules }: RulesPageProps) {
  const add = loggerUrl(logger, "/rules/new");
  return (
    <LoggerFrame logger={logger} now={now} here="/rules">
      <div class="page-head">
        <h2>Rules</h2>
        <a class="button primary" href={add}>Add a rule</a>
      </div>
      {rules.length === 0
        ? (
          <EmptyState title="No rules yet">
            <p>
              A rule raises an alarm when a value is too high or too low, changes too fast, or when
              nothing arrives. <a href={add}>Add the first one</a>
            </p>
          </EmptyState>
        )
        : <RulesTable logger={logger} rules={rules} />}
    </LoggerFrame>
  );
}

function RulesTable({ logger, rules }: Omit<RulesPageProps, "now">) {
  return (
    <table class="list">
      <caption class="visually-hidden">Rules of {isolated(logger.name)}, by variable</caption>
      <thead>
        <tr>
          <th scope="col">Rule</th>
          <th scope="col">State</th>
          <th scope="col">Hysteresis</th>
          <th scope="col">Severity</th>
          <th scope="col">
            <span class="visually-hidden">Change</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rules.map((rule) => (
          <tr>
            <th scope="row">
              <bdi>{rule.name || ruleText(rule)}</bdi>
              {rule.name && (
                <small>
                  <bdi>{ruleText(rule)}</bdi>
                </small>
              )}
            </th>
            <td data-label="State">
              <RuleState rule={rule} />
            </td>
            <td data-label="Hysteresis">{rule.kind === "silent" ? "none" : rule.hysteresis}</td>
            <td data-label="Severity">{rule.severity}</td>
            <td class="wide">
              <div class="row-actions">
                <a class="button" {...linkTo(logger, rule, "Edit", "")}>Edit</a>
                <a class="button" {...linkTo(logger, rule, "Remove", "/remove")}>Remove</a>
              </div>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function linkTo(logger: FramedLogger, rule: ShownRule, verb: string, below: string) {
  return {
    href: loggerUrl(logger, `/rules/${rule.rule_uuid}${below}`),
    "aria-label": `${verb} ${isolated(rule.name || ruleText(rule))}`,
  };
}

function RuleState({ rule }: { rule: ShownRule }) {
  if (!rule.is_active) return <Badge tone="quiet" text="off" />;
  if (rule.open_alarm_uuid) return <Badge tone="warn" text="alarm" />;
  return <Badge tone="good" text="watching" />;
}

interface RemoveRulePageProps {
  logger: FramedLogger;
  rule: ShownRule;
}

/** Asks before a rule is removed. */
export function RemoveRulePage({ logger, rule }: RemoveRulePageProps) {
  const rules = loggerUrl(logger, "/rules");
  return (
    <ConfirmPage
      title="Remove this rule?"
      action={`${rules}/${rule.rule_uuid}/remove`}
      submit="Remove the rule"
      cancel={rules}
    >
      <p>
        <bdi>{ruleText(rule)}</bdi>: nothing watches for this any more.
        {rule.open_alarm_uuid && " Its open alarm ends."} Alarms that it raised stay in the history.
      </p>
    </ConfirmPage>
  );
}
