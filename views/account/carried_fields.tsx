/** What the pages of a sign-in carry on from one to the next. */
export interface CarriedProps {
  /** Address to return to after signing in. */
  next?: string;
  /** A form that was sent after the session had ended, as encoded text. */
  kept?: string;
}

/** Renders what a sign-in carries on as hidden fields. */
export function CarriedFields({ next, kept }: CarriedProps) {
  return (
    <>
      {next && <input type="hidden" name="next" value={next} />}
      {kept && <input type="hidden" name="kept" value={kept} />}
    </>
  );
}
