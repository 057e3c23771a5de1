/** A connection on which a test writes what no well-behaved client would send. */
export interface RawConnection {
  send(text: string): Promise<void>;
  /** Returns what arrives up to the end of a response's head, or until the server closes. */
  head(): Promise<string>;
  close(): void;
}

/** Connects to a server at an origin like http://localhost:8000. */
export async function rawConnection(origin: string): Promise<RawConnection> {
  const { hostname, port } = new URL(origin);
  const connection = await Deno.connect({ hostname, port: Number(port) });
  const encoder = new TextEncoder();
  return {
    send: async (text) => void await connection.write(encoder.encode(text)),
    head: () => headOf(connection),
    close: () => connection.close(),
  };
}

async function headOf(connection: Deno.Conn): Promise<string> {
  const decoder = new TextDecoder();
  const buffer = new Uint8Array(1024);
  let text = "";
  while (!text.includes("\r\n\r\n")) {
    const count = await connection.read(buffer);
    if (count === null) return text;
    text += decoder.decode(buffer.subarray(0, count), { stream: true });
  }
  return text;
}

/** Writes the head of a request, of HTTP/1.1. */
export function requestHead(line: string, headers: Record<string, string> = {}): string {
  const lines = Object.entries({ Host: "localhost", ...headers }).map(([name, value]) =>
    `${name}: ${value}`
  );
  return [`${line} HTTP/1.1`, ...lines, "", ""].join("\r\n");
}
