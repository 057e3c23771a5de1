/** The newest backup that was made by night, and the newest failure if it came later. */
export interface BackupState {
  /** Name of the newest file, and when it was complete; null: there is none. */
  file: string | null;
  made_utc: string | null;
  /** Why the newest night's backup failed, and when; null: it did not. */
  failure: string | null;
  failed_utc: string | null;
}
