#!/usr/bin/env python3
"""Receives webhooks: WEBHOOK_SECRET=whsec_... python3 webhook_receiver.py [port]"""
import base64, hashlib, hmac, json, os, sys, time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

KEY = base64.b64decode(os.environ["WEBHOOK_SECRET"].removeprefix("whsec_"))
WINDOW_SECONDS = 300  # an older message is refused: somebody may have recorded it
known = set()  # ids of messages that were taken; keep them where a restart does not lose them

class Receiver(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        name, sent = self.headers.get("webhook-id", ""), self.headers.get("webhook-timestamp", "")
        signed = hmac.new(KEY, f"{name}.{sent}.".encode() + body, hashlib.sha256).digest()
        expected = "v1," + base64.b64encode(signed).decode()
        signatures = self.headers.get("webhook-signature", "").split(" ")
        if not any(hmac.compare_digest(one.encode(), expected.encode()) for one in signatures):
            return self.send_error(401, "The signature is not right")
        if abs(time.time() - int(sent)) > WINDOW_SECONDS:
            return self.send_error(400, "The message is too old")
        if name not in known:  # the same message may come twice
            print(json.loads(body)["type"], body.decode(), flush=True)
            known.add(name)
        self.send_response(204)
        self.end_headers()

port = int(sys.argv[1]) if len(sys.argv) > 1 else 8080  # behind a proxy that has TLS
ThreadingHTTPServer(("127.0.0.1", port), Receiver).serve_forever()
