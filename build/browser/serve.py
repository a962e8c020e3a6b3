"""Serves a folder to one browser until the page reports: serve.py FOLDER PORT_FILE REPORT_FILE."""
import functools
import http.server
import sys
import threading

folder, port_file, report_file = sys.argv[1:]


class Handler(http.server.SimpleHTTPRequestHandler):
    extensions_map = {**http.server.SimpleHTTPRequestHandler.extensions_map, ".wasm": "application/wasm", ".js": "text/javascript"}

    def log_message(self, *arguments):
        pass

    def do_POST(self):
        with open(report_file, "wb") as file:
            file.write(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(200)
        self.end_headers()
        threading.Thread(target=self.server.shutdown).start()


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=folder))
with open(port_file, "w") as file:
    file.write(str(server.server_port))
server.serve_forever()
