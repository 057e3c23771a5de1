import type { FramedLogger } from "../../domain/loggers/framed_logger.ts";
import type { LoggerMessage } from "../../domain/loggers/message.ts";
import type { LoggerSession } from "../../domain/loggers/session.ts";
import { EmptyState } from "../ui/empty_state.tsx";
import { LoggerFrame } from "./logger_frame.tsx";
import { Moment } from "./moment.tsx";

interface LoggerMessagesPageProps {
  logger: FramedLogger;
  now: Temporal.Instant;
  /** The newest one. */
  session: LoggerSession | undefined;
  /** Its last messages, the oldest of them first. */
  messages: LoggerMessage[];
}

/** Shows the last raw messages that a logger queued in its newest session. */
export function LoggerMessagesPage({ logger, now, session, messages }: LoggerMessagesPageProps) {
  return (
    <LoggerFrame logger={logger} now={now} here="/messages">
      <section class="recordings" aria-labelledby="messages-heading">
        <h2 id="messages-heading">Messages</h2>
        <p>
          Raw texts that the device queues while a session runs, as they came.
          {session && ` The last ones of session ${session.number}:`}
        </p>
        {messages.length === 0
          ? (
            <EmptyState title="No messages">
              <p>
                {session
                  ? "The newest session has none."
                  : "A device can queue them once a session runs."}
              </p>
            </EmptyState>
          )
          : <MessageTable messages={messages} zone={logger.zone} />}
      </section>
    </LoggerFrame>
  );
}

function MessageTable({ messages, zone }: { messages: LoggerMessage[]; zone: string }) {
  return (
    <table class="list">
      <caption class="visually-hidden">Messages, the oldest first. Times in {zone}</caption>
      <thead>
        <tr>
          <th scope="col">Number</th>
          <th scope="col">Came</th>
          <th scope="col">Text</th>
        </tr>
      </thead>
      <tbody>
        {messages.map(({ seq, time_utc, text }) => (
          <tr>
            <th scope="row">{seq}</th>
            <td data-label="Came">
              <Moment utc={time_utc} zone={zone} />
            </td>
            <td class="wide" data-label="Text">
              <code>
                <bdi>{text}</bdi>
              </code>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
