import type { Job } from "../../../domain/operations/job.ts";
import { Badge, type Tone } from "../../ui/badge.tsx";

const STATES: Record<Job["state"], [tone: Tone, words: string]> = {
  waiting: ["quiet", "Waiting"],
  running: ["warn", "Running"],
  done: ["good", "Done"],
  failed: ["warn", "Failed"],
};

/** Returns the title of a job, such as `Delete site: Plant one`. */
export function jobTitle({ kind, site_name }: Job): string {
  const what = kind.charAt(0).toUpperCase() + kind.slice(1);
  return site_name ? `${what}: ${site_name}` : what;
}

export function JobState({ state }: Job) {
  const [tone, text] = STATES[state];
  return <Badge tone={tone} text={text} />;
}
