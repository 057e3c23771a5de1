import { createHash } from "node:crypto";
import type { Context } from "hono";
import { found } from "../../domain/errors.ts";
import { seriesOf } from "../../domain/loggers/live_variable.ts";
import * as live from "../../sql/loggers/live_view.ts";
import { LivePage, LivePart } from "../../views/loggers/live.tsx";
import { LoggerFacts } from "../../views/loggers/logger_facts.tsx";
import { stateText } from "../../views/loggers/state_badge.tsx";
import { LIVE_PART } from "../../views/loggers/live_props.ts";
import { hasEtag } from "../http/etag.ts";
import type { Scoped } from "../http/context.ts";
import { paged, pathUuid } from "../http/params.ts";
import { scopedRouter } from "../http/router.ts";
import { isPart } from "../middleware/render.tsx";
import { liveQuery } from "./live_query.ts";
import { loadLogger, LOGGER } from "./load_logger.ts";

/** GET /sites/{uuid}/loggers/{uuid}: the newest values, or 304 while there are no newer ones. */
export const livePage = () =>
  scopedRouter().get(LOGGER, async (c) => {
    const logger = found(
      await live.findState(c.var.sql, pathUuid(c, "site"), pathUuid(c, "logger")),
      "logger",
    );
    const now = c.var.services.now();
    const etag = etagOf(c, logger, isPart(c), now);
    c.header("ETag", etag);
    if (hasEtag(c, etag)) return c.body(null, 304);
    const shown = liveQuery(c);
    const { rows: variables, hasNext } = paged(
      await live.listVariables(c.var.sql, logger.logger_uuid, shown),
    );
    const [newest, framed] = await Promise.all([
      live.newestPoints(c.var.sql, logger.logger_uuid, variables),
      isPart(c) ? undefined : loadLogger(c),
    ]);
    const props = {
      logger,
      shown,
      variables,
      hasNext,
      series: seriesOf(newest),
      nowMs: now.epochMilliseconds,
      etag: etagOf(c, logger, true, now),
    };
    const page = framed
      ? <LivePage {...props} framed={framed} now={now} />
      : <LivePart {...props} />;
    const part = (
      <>
        <LivePart {...props} />
        <LoggerFacts logger={logger} now={now} isBeside />
      </>
    );
    return c.render(page, { title: framed?.name ?? "", parts: { [LIVE_PART]: part } });
  });

/** Returns the ETag of the page or of its part: of readings, state, alarms, address and program. */
function etagOf(
  c: Context<Scoped>,
  logger: live.LiveState,
  ofPart: boolean,
  now: Temporal.Instant,
): string {
  const { logger_uuid, revision, open_alarms } = logger;
  const state = [logger_uuid, revision, open_alarms, stateText(logger, now)];
  const parts = [...state, new URL(c.req.url).search, ofPart, c.var.services.version];
  return `W/"${createHash("sha256").update(parts.join(" ")).digest("base64url")}"`;
}
