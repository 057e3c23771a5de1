import type { Logger } from "../../domain/loggers/logger.ts";
import { Breadcrumb } from "../ui/breadcrumb.tsx";
import { Recipes } from "./connect.tsx";
import { loggerUrl } from "./urls.ts";

interface KeyMadeProps {
  logger: Pick<Logger, "logger_uuid" | "site_uuid" | "name">;
  secret: string;
  origin: string;
  title: string;
}

/** Shows a new key of a logger with all that uses it, ready to be copied; no other page ever does. */
export function KeyMadePage({ logger, secret, origin, title }: KeyMadeProps) {
  return (
    <section class="narrow">
      <Breadcrumb trail={[[logger.name, loggerUrl(logger)]]} />
      <h1>{title}</h1>
      <p class="callout warn">
        Copy the key now: it is shown only once and cannot be shown again. Whoever has it can send
        values as this logger, and do nothing else.
      </p>
      <code class="secret copyable" id="logger-key">{secret}</code>
      <p class="actions">
        <a class="button primary" href={loggerUrl(logger, "/requests")}>
          I have copied it: see what arrives
        </a>
      </p>
      <h2>Ready to be copied, with the key in it</h2>
      <Recipes origin={origin} keyText={secret} />
    </section>
  );
}

/** Explains, when a form arrives a second time, why the key is not shown again. */
export function KeyExistsPage({ logger }: Pick<KeyMadeProps, "logger">) {
  return (
    <section class="narrow">
      <Breadcrumb trail={[[logger.name, loggerUrl(logger)]]} />
      <h1>This key exists already</h1>
      <p>
        This form was already sent, and the key was made then. It was shown at that time and cannot
        be shown again: if you did not copy it, revoke it and make a new one.
      </p>
      <p class="actions">
        <a class="button" href={loggerUrl(logger, "/keys")}>Keys of this logger</a>
      </p>
    </section>
  );
}
