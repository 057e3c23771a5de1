set local check_function_bodies = off;

drop function app.keep_streamed_response(text, text, uuid, bytea, integer, text, text);

comment on function app.claim_keyed_request(uuid, text, text, uuid) is 'Begins a request with an Idempotency-Key whose body is read while it arrives: "new" for the first one, and for one after an attempt that has told nothing for 5 seconds, so whose instance has ended; "running" while another attempt goes on; "ended" when a response is kept, which is that of the same request only if the hash is the same. Caller: the owner (sql/account/idempotency_keys.ts). Lock: the row of the key, for that statement.';
