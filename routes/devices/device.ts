import type { DeviceRequest } from "../../domain/loggers/device_request.ts";
import type { KeyedLogger } from "../../sql/loggers/device_keys.ts";
import type { Visitor } from "../http/context.ts";

/** The device behind a request: the logger whose key it sent. */
export interface Device extends KeyedLogger {
  keyHash: Uint8Array;
}

/** What became of the readings of a request. */
export type Outcome = Pick<DeviceRequest, "stored" | "refused" | "faults">;

/** A request of a device whose key is known. */
export interface FromDevice {
  Variables: Visitor["Variables"] & {
    device: Device;
    /** Set when a key was sent that is unknown or revoked. */
    hasWrongKey?: true;
    /** Set by the handler, for what is shown as arrived. */
    outcome?: Outcome;
  };
}
