import type { FramedLogger } from "../../domain/loggers/framed_logger.ts";
import { LoggerFrame } from "./logger_frame.tsx";
import { NO_KEY, type Recipe, type RecipeProps, recipes } from "./recipes.ts";
import { loggerUrl } from "./urls.ts";

interface ConnectPageProps {
  logger: FramedLogger;
  now: Temporal.Instant;
  origin: string;
}

/** Shows how programs are told to send to a logger, without its keys, which are stored nowhere. */
export function ConnectPage({ logger, now, origin }: ConnectPageProps) {
  return (
    <LoggerFrame logger={logger} now={now} here="/connect">
      <div class="narrow">
        <h2>Connect</h2>
        <p>
          Copy the part for your program, and put a key in the place of{" "}
          <code>{NO_KEY}</code>. Keys are shown once, when they are made:{" "}
          <a href={loggerUrl(logger, "/keys")}>make one</a>. What arrives, and what is wrong with
          it, is on the page <a href={loggerUrl(logger, "/requests")}>What arrives</a>.
        </p>
        <Recipes origin={origin} keyText={NO_KEY} />
      </div>
    </LoggerFrame>
  );
}

/** Shows the configuration of each known program; a click on one marks all of it for copying. */
export function Recipes({ origin, keyText }: { origin: string; keyText: RecipeProps["key"] }) {
  const all = recipes({ origin, key: keyText });
  return (
    <>
      {isLoopback(origin) && (
        <p class="callout warn">
          Only programs on the computer of Sitecast itself reach{" "}
          <code>{origin}</code>. For others, its operator sets <code>PUBLIC_URL</code>.
        </p>
      )}
      <nav class="chips" aria-label="Programs">
        {all.map(({ id, title }) => <a class="chip plain" href={`#${id}`}>{title}</a>)}
      </nav>
      {all.map((recipe) => <RecipeSection {...recipe} />)}
    </>
  );
}

function RecipeSection({ id, title, where, text, hint }: Recipe) {
  return (
    <section class="panel" aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      <p>{where}</p>
      <pre class="secret copyable" tabindex={0} aria-label={`Configuration: ${title}`}>{text}</pre>
      {hint && <p class="hint">{hint}</p>}
    </section>
  );
}

const isLoopback = (origin: string) =>
  /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(origin).hostname);
