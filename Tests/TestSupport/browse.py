"""Opens pages in headless Chromium and says what is wrong with them.

usage: browse.py CHROMIUM PAGE...
       browse.py CHROMIUM --sheets PAGE

Each page is opened at 390 and at 1,280 pixels, in light and in dark, and as print between the margins of A4,
which is narrower than Letter; as it is and with all its sections open. Prints one line for each fault: the page's path, the layout, and one of

  request   anything that the page asks for besides itself
  console   an error or a warning of the browser
  overlap   two texts in one place
  overflow  the page is wider than the screen, and what reaches furthest
  cut       a part of something cannot be reached: it is hidden, or scrolls on paper
  broken    a number of a table that is spread over two lines
  wide      a table or a picture that is wider than its column, in the page's own face
  thin      a text that stands a letter or two to a line
  pale      a text whose contrast with what is behind it is below 4.5, or 3 where it is large (WCAG AA)
  failed    the page does not open

The last three but one are also looked for in other faces and with larger letters, since nobody knows what a
reader has; such a line ends with the face.

and `ok` for a page without one. With --sheets it says how many sheets of A4 the page has before its
assumptions. Speaks the DevTools protocol through python3-websocket.
"""

import base64
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request

import websocket

# A4 has 180 mm between the margins that the page asks for.
LAYOUTS = {"390": (390, 844, "screen", "light"), "390 dark": (390, 844, "screen", "dark"),
           "1280": (1280, 900, "screen", "light"), "1280 dark": (1280, 900, "screen", "dark"),
           "print": (680, 1032, "print", "light")}

# Every line of every text that is shown, without what a scrolling box hides; two are in one place
# where they share more than a sliver. A text of a picture is one line.
OVERLAPS = """(() => {
  const boxes = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (!node.data.trim() || node.parentElement.closest("title, desc, style, script, .unseen")) continue;
    // A closed section has places for its texts all the same.
    if (!node.parentElement.checkVisibility({contentVisibilityAuto: true})) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      if (box.width > 1 && box.height > 1) boxes.push([node.data.trim().slice(0, 40), box]);
    }
  }
  boxes.sort((a, b) => a[1].top - b[1].top);
  const found = [];
  for (let i = 0; i < boxes.length; i++) {
    const [text, a] = boxes[i];
    for (let j = i + 1; j < boxes.length && boxes[j][1].top < a.bottom; j++) {
      const [other, b] = boxes[j];
      const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      // Boxes of lines are taller than their letters.
      if (width > 2 && height > 0.35 * Math.min(a.height, b.height)) found.push(text + " | " + other);
    }
  }
  return found.slice(0, 5);
})()"""

# What does not fit, in the page's own face and in others; the widest have digits of 0.64 em.
MISFITS = """(() => {
  const found = [];
  const isPaper = matchMedia("print").matches;
  const name = element => {
    const table = element.closest("table");
    const words = (table ? table.caption : element).textContent.trim().replace(/\\s+/g, " ");
    return (table ? "table" : element.localName) + " '" + words.slice(0, 40) + "'";
  };
  const look = face => {
    const wider = document.documentElement.scrollWidth - window.innerWidth;
    if (wider > 0) {
      let [furthest, right] = ["?", 0];
      for (const element of document.querySelectorAll("body *")) {
        const end = element.getBoundingClientRect().right;
        if (end > right) [furthest, right] = [name(element), end];
      }
      found.push(["overflow", `by ${wider} pixels: ${furthest}${face}`]);
    }
    for (const element of document.querySelectorAll("body *:not(svg *):not(.unseen)")) {
      if (!element.checkVisibility({contentVisibilityAuto: true})) continue;
      const flow = getComputedStyle(element).overflowX;
      const isReached = flow === "visible" || !isPaper && (flow === "auto" || flow === "scroll");
      const hidden = element.scrollWidth - element.clientWidth;
      if (hidden > 1 && element.clientWidth > 0 && !isReached && element.localName !== "svg") {
        found.push(["cut", `${hidden} pixels of ${name(element)}${face}`]);
      }
    }
    for (const cell of document.querySelectorAll(".numbers td, .numbers thead th + th")) {
      const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const node = walker.currentNode;
        for (const word of node.data.matchAll(/[^ \\n]+/g)) {
          const range = document.createRange();
          range.setStart(node, word.index);
          range.setEnd(node, word.index + word[0].length);
          if (new Set([...range.getClientRects()].map(box => box.top)).size > 1) {
            found.push(["broken", `${word[0]} in ${name(cell)}${face}`]);
          }
        }
      }
    }
  };
  look("");
  // In the page's own face nothing scrolls within it, either: what is wider than its column would be cut.
  for (const element of document.querySelectorAll("table, figure, svg, pre:not(.columns)")) {
    const own = element.getBoundingClientRect(), box = element.parentElement.getBoundingClientRect();
    if (own.width > 0 && (own.right > box.right + 1 || own.right > window.innerWidth + 1)) {
      found.push(["wide", `by ${Math.ceil(own.right - Math.min(box.right, window.innerWidth))} `
        + `pixels: ${name(element)}`]);
    }
  }
  for (const element of document.querySelectorAll("caption:not(.unseen), h1, h2, h3, p, li, figcaption")) {
    const box = element.getBoundingClientRect();
    if (box.width > 1 && box.width < 60 && box.height > 4 * box.width) {
      found.push(["thin", `${Math.round(box.width)} pixels for ${name(element)}`]);
    }
  }
  const style = document.head.appendChild(document.createElement("style"));
  for (const face of ["DejaVu Sans", "DejaVu Sans Mono", "Liberation Sans", "serif"]) {
    for (const size of [100, 150]) {
      style.textContent = `html { font-size: ${size}% } * { font-family: "${face}" !important }`;
      look(` in ${face} of ${size} %`);
    }
  }
  style.remove();
  return found.slice(0, 10);
})()"""


# The colour of each text against that of the nearest box behind it which has one; of a text of a picture,
# against the page or the card that the picture lies on.
CONTRAST = """(() => {
  const canvas = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
  const rgb = colour => {
    canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const luminance = colour => {
    const [r, g, b] = colour.slice(0, 3).map(part => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = element => {
    for (let box = element; box; box = box.parentElement) {
      if (box.closest("svg")) continue;
      const colour = rgb(getComputedStyle(box).backgroundColor);
      if (colour[3] === 255) return colour;
    }
    return [255, 255, 255, 255];
  };
  const found = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || element.closest("title, desc, style, script")) continue;
    if (!element.checkVisibility({contentVisibilityAuto: true})) continue;
    const style = getComputedStyle(element);
    const text = rgb(element.closest("svg") ? style.fill : style.color);
    // Digits on the cells of a map have the colour of their cell behind them.
    if (element.closest("svg") && /^rgb/.test(element.parentElement.getAttribute("fill") || "")) continue;
    const [low, high] = [luminance(text), luminance(behind(element))].sort((a, b) => a - b);
    const contrast = (high + 0.05) / (low + 0.05);
    const size = parseFloat(style.fontSize);
    const isLarge = size >= 24 || size >= 18.66 && style.fontWeight >= 700;
    if (contrast < (isLarge ? 3 : 4.5)) {
      found.add(`${contrast.toFixed(2)} of '${walker.currentNode.data.trim().slice(0, 40)}'`);
    }
  }
  return [...found].slice(0, 5);
})()"""


class Browser:
    """One tab of a Chromium of its own."""

    def __init__(self, program, folder):
        # As root, Chromium has no sandbox to offer.
        self.process = subprocess.Popen(
            [program, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
             "--no-first-run", "--disable-extensions", "--disable-background-networking",
             "--remote-debugging-port=0", "--remote-allow-origins=*", "--user-data-dir=" + folder,
             "about:blank"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        port = self.port(folder + "/DevToolsActivePort")
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/json", timeout=10) as answer:
            tabs = [tab for tab in json.load(answer) if tab["type"] == "page"]
        self.socket = websocket.create_connection(tabs[0]["webSocketDebuggerUrl"], timeout=10)
        self.calls = 0
        self.events = []
        for domain in ("Page", "Network", "Runtime", "Log"):
            self.call(domain + ".enable")

    def port(self, path):
        for _ in range(200):
            if os.path.exists(path):
                with open(path, encoding="utf-8") as file:
                    lines = file.read().split("\n")
                if len(lines) > 1:
                    return lines[0]
            time.sleep(0.05)
        raise SystemExit("Chromium does not start")

    def call(self, method, **parameters):
        self.calls += 1
        number = self.calls
        self.socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            message = json.loads(self.socket.recv())
            if message.get("id") == number:
                return message.get("result", {})
            self.events.append(message)

    def value(self, expression):
        return self.call("Runtime.evaluate", expression=expression)["result"].get("value")

    def values(self, expression):
        result = self.call("Runtime.evaluate", expression=expression, returnByValue=True)
        return result["result"].get("value", [])

    def open(self, address):
        """Opens a page and waits until it has loaded; false where it does not."""
        self.events = []
        if "errorText" in self.call("Page.navigate", url=address):
            return False
        for _ in range(100):
            if self.value("document.readyState") == "complete":
                # What a page does on its own comes right after.
                time.sleep(0.15)
                self.value("1")
                return True
            time.sleep(0.05)
        return False

    def end(self):
        self.socket.close()
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def faults(browser, path, layout):
    width, height, media, scheme = LAYOUTS[layout]
    browser.call("Emulation.setDeviceMetricsOverride", width=width, height=height,
                 deviceScaleFactor=1, mobile=width < 500)
    browser.call("Emulation.setEmulatedMedia", media=media,
                 features=[{"name": "prefers-color-scheme", "value": scheme}])
    address = "file://" + os.path.abspath(path)
    if not browser.open(address):
        yield "failed", address
        return
    for event in browser.events:
        parameters = event.get("params", {})
        if event["method"] == "Network.requestWillBeSent":
            if parameters["request"]["url"] != address:
                yield "request", parameters["request"]["url"]
        elif event["method"] in ("Runtime.consoleAPICalled", "Runtime.exceptionThrown"):
            yield "console", json.dumps(parameters)[:200]
        elif event["method"] == "Log.entryAdded":
            yield "console", parameters["entry"]["text"]
    yield from looked_at(browser, scheme)
    # Paper shows all sections as they are.
    if media == "screen" and browser.value(OPEN_ALL):
        yield from looked_at(browser, scheme)


OPEN_ALL = """(() => {
  const closed = document.querySelectorAll("details:not([open])");
  closed.forEach(section => section.open = true);
  return closed.length > 0;
})()"""


def looked_at(browser, scheme):
    for text in browser.values(CONTRAST):
        yield "pale", text
    # In the dark, everything is where it is in the light.
    if scheme == "dark":
        return
    for pair in browser.values(OVERLAPS):
        yield "overlap", pair
    yield from browser.values(MISFITS)


def sheets(browser, path):
    """Sheets of A4 before the assumptions."""
    browser.call("Emulation.setEmulatedMedia", media="print")
    if not browser.open("file://" + os.path.abspath(path)):
        return 0
    own = "details:has(> #assumptions)"
    browser.value(f"document.querySelectorAll('{own}, {own} ~ *, footer')"
                  ".forEach(part => part.remove())")
    document = base64.b64decode(browser.call(
        "Page.printToPDF", preferCSSPageSize=True, printBackground=True)["data"])
    return len(re.findall(rb"/Type\s*/Page\b", document))


def main():
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        browser = Browser(sys.argv[1], folder)
        try:
            if sys.argv[2] == "--sheets":
                print(sheets(browser, sys.argv[3]))
                return
            for path in sys.argv[2:]:
                found = [(layout, *fault) for layout in LAYOUTS
                         for fault in faults(browser, path, layout)]
                for layout, kind, text in found:
                    print(path, layout, kind, text.replace("\n", " "))
                if not found:
                    print(path, "ok")
        finally:
            browser.end()


main()
