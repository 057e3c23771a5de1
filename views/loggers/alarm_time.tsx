import { momentText } from "../../domain/time/moment_text.ts";
import { instantOf } from "../../domain/time/utc_text.ts";

interface AlarmTimeProps {
  at: string | null;
  zone: string;
  /** What stands for a time that has not come. */
  none?: string;
}

/** Shows when something happened to an alarm, in the zone of its logger. */
export function AlarmTime({ at, zone, none = "" }: AlarmTimeProps) {
  const time = instantOf(at);
  if (!time) return <>{at ?? none}</>;
  return <time datetime={at!}>{momentText(time, zone)}</time>;
}
