# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives the real window as a person does: finds controls by their accessible name, clicks, types, looks."""

import os
import shutil
import subprocess
import sys
import tempfile
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402

WAIT_SECONDS = 60
POPOVERS = ("dialog", "popup menu", "menu", "panel")
POLL_SECONDS = 0.1
BUTTON_ROLES = ("push button", "toggle button", "check box", "radio button", "page tab", "menu item")
SCREEN = "1280x800x24"
TOOLS = ("Xvfb", "xvfb-run", "dbus-run-session", "xdotool", "import", "openbox", "xcompmgr")


def missing_tools():
    return [tool for tool in TOOLS if shutil.which(tool) is None]


def run_inside_virtual_screen(screen=SCREEN):
    """Starts this very program again with a screen, a session bus and a window manager of its own."""
    if os.environ.get("SOKY_VIRTUAL_SCREEN"):
        for program in ("openbox", "xcompmgr"):  # without a compositor shadows are black
            subprocess.Popen([program], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return
    environment = dict(os.environ, SOKY_VIRTUAL_SCREEN="1", GDK_BACKEND="x11", GSK_RENDERER="cairo",
                       NO_AT_BRIDGE="0", GSETTINGS_BACKEND="memory")
    for name in ("WAYLAND_DISPLAY", "GTK_A11Y"):
        environment.pop(name, None)
    command = ["dbus-run-session", "--", "xvfb-run", "-a", "-s", f"-screen 0 {screen}", "/usr/bin/python3", *sys.argv]
    # sessions side by side would take the accessibility bus away from each other
    with tempfile.TemporaryDirectory(prefix="soky-screen-") as runtime:
        environment["XDG_RUNTIME_DIR"] = runtime
        sys.exit(subprocess.run(command, env=environment, check=False).returncode)


def wait_for(look, what):
    """The first true answer of look(), asked again and again; a clear failure when it never comes."""
    end = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < end:
        try:
            found = look()
        except gi.repository.GLib.Error:
            found = None  # the control went away while it was looked at
        if found:
            return found
        time.sleep(POLL_SECONDS)
    raise TimeoutError(f"not seen within {WAIT_SECONDS} s: {what}")


class Window:
    """A running application, seen through its accessibility tree."""

    def __init__(self, command, environment, stdin_text=""):
        self.process = subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, text=True)
        self.clicks = self.keys = 0  # what the person has done: pressed a button of the mouse, a key, typed a text
        self.process.stdin.write(stdin_text)
        self.process.stdin.close()
        self.root = wait_for(self._find_application, "the application on the accessibility bus")
        self.x_window = wait_for(self._find_x_window, "the application's window")
        subprocess.run(["xdotool", "windowactivate", "--sync", self.x_window], check=False, stderr=subprocess.DEVNULL)

    def _find_application(self):
        if self.process.poll() is not None:
            raise RuntimeError(f"the application ended with status {self.process.returncode}")
        desktop = Atspi.get_desktop(0)
        for index in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(index)
            if child is not None and child.get_process_id() == self.process.pid:
                child.set_cache_mask(Atspi.Cache.NONE)  # states change without an event loop here
                return child
        return None

    def _find_x_window(self):
        listing = self.list_x_windows()
        return listing[-1] if listing else None

    def list_x_windows(self):
        return subprocess.run(["xdotool", "search", "--onlyvisible", "--pid", str(self.process.pid)],
                              capture_output=True, text=True, check=False).stdout.split()

    @staticmethod
    def active_x_window():
        return subprocess.run(["xdotool", "getactivewindow"], capture_output=True, text=True, check=False).stdout.strip()

    def scroll_down(self):
        """The wheel, in the middle of the window in front, to its end."""
        subprocess.run(["xdotool", "getactivewindow", "mousemove", "--window", "%1", "--polar", "0", "0",
                        "click", "--repeat", "30", "--delay", "20", "5"], check=True)

    def close(self):
        if self.process.poll() is None:
            self.process.terminate()
        self.process.wait(timeout=WAIT_SECONDS)

    # looking

    def nodes(self, start=None):
        """Every control below one, or of the window that is in front, depth first."""
        if self.process.poll() is not None:
            raise RuntimeError(f"the application ended with status {self.process.returncode}")
        stack = [start or self.front()]
        while stack:
            node = stack.pop()
            if node is None:
                continue
            yield node
            for index in reversed(range(node.get_child_count())):
                stack.append(node.get_child_at_index(index))

    def front(self):
        """The window that has the focus: a dialog hides what is behind it from the person as well."""
        frames = [self.root.get_child_at_index(index) for index in range(self.root.get_child_count())]
        frames = [frame for frame in frames if frame is not None]
        active = [frame for frame in frames if frame.get_state_set().contains(Atspi.StateType.ACTIVE)]
        return (active or frames or [None])[-1]

    @staticmethod
    def ancestry(node):
        """The control and all around it, the window last."""
        chain = []
        while node is not None and node.get_role_name() not in ("application", "invalid"):
            chain.append(node)
            node = node.get_parent()
        return chain

    def showing(self, node):
        """Whether it can be seen. GTK 4.8 lists the pages of a stack that are hidden as well, so it is asked what is
        at some points of the control: that must be the control, inside it, or (a disabled one) around it."""
        chain = self.ancestry(node)
        box = node.get_extents(Atspi.CoordType.WINDOW)
        if not chain or box.width <= 0 or box.height <= 0:
            return False
        middle = (box.x + box.width // 2, box.y + box.height // 2)
        near_edges = ((box.x + 3, middle[1]), (middle[0], box.y + 3), (box.x + box.width - 4, middle[1]))
        for x, y in (middle, *near_edges):
            # a popover has a surface of its own, which the window does not look into
            for surface in [chain[-1]] + [around for around in chain if around.get_role_name() in POPOVERS]:
                there = surface.get_accessible_at_point(x, y, Atspi.CoordType.WINDOW)
                if there is None:
                    continue  # a part of a control that is not listed, such as an icon
                if node in self.ancestry(there):
                    return True
                if not self.sensitive(node) and there in chain[:3]:
                    return True
        return False

    @staticmethod
    def sensitive(node):
        return node.get_state_set().contains(Atspi.StateType.SENSITIVE)

    def look_for(self, fits):
        """The first visible control that fits, or None."""
        return next((node for node in self.nodes() if fits(node) and self.showing(node)), None)

    def find(self, name):
        return wait_for(lambda: self.look_for(lambda node: self.name(node) == name), f"“{name}”")

    def find_text(self, part):
        """Any visible control whose name contains this text."""
        return wait_for(lambda: self.look_for(lambda node: part in self.name(node)), f"text “{part}”")

    def find_entry(self, name):
        """An entry by its label, which is the name of the entry or of the row around it."""
        return wait_for(lambda: self.look_for(lambda node: self.name(node) == name and self._editable(node)),
                        f"entry “{name}”")

    def wait_until_gone(self, part):
        wait_for(lambda: self.look_for(lambda node: part in self.name(node)) is None, f"no more “{part}”")

    @staticmethod
    def name(node):
        return (node.get_name() or "").strip()

    def _editable(self, node):
        return next((inner for inner in self.nodes(node) if inner.get_editable_text_iface()), None)

    # acting

    def press(self, name):
        """A real click on the button of this name once it can be used, else on whatever shows the name."""
        def look():
            named = [node for node in self.nodes() if self.name(node) == name and node.get_role_name() != "frame"]
            buttons = [node for node in named if node.get_role_name() in BUTTON_ROLES and self.showing(node)]
            return next((node for node in buttons or named if self.sensitive(node) and self.showing(node)), None)
        self.point_at(wait_for(look, f"usable “{name}”"))

    def open(self, text):
        """A double click on what contains this text."""
        self.point_at(self.find_text(text), clicks=2)

    def choose(self, name):
        """An item of the menu that is open, by the arrow key: its place on the screen is not told."""
        item = wait_for(lambda: self.look_for(lambda node: self.name(node) == name and
                                              node.get_role_name() == "menu item"), f"menu item “{name}”")

        def reach():
            if item.get_state_set().contains(Atspi.StateType.FOCUSED):
                return True
            self.key("Down")
            time.sleep(POLL_SECONDS)
            return False
        wait_for(reach, f"focus on “{name}”")
        self.key("Return")

    def tick(self, name):
        """Ticks a check box that is not ticked yet."""
        node = wait_for(lambda: self.look_for(lambda found: self.name(found) == name and
                                              found.get_role_name() == "check box"), f"check box “{name}”")
        if not node.get_state_set().contains(Atspi.StateType.CHECKED):
            self.point_at(node)
            wait_for(lambda: node.get_state_set().contains(Atspi.StateType.CHECKED), f"tick of “{name}”")

    def point_at(self, node, clicks=1, holding=None):
        """A real mouse click in the middle of a control. @holding: a key that is down meanwhile."""
        box = node.get_extents(Atspi.CoordType.WINDOW)
        x = box.x + box.width // 2
        active = subprocess.run(["xdotool", "getactivewindow"], capture_output=True, text=True, check=False).stdout.strip()
        self.clicks += clicks
        down, up = (["keydown", holding], ["keyup", holding]) if holding else ([], [])
        subprocess.run(["xdotool", "mousemove", "--sync", "--window", active or self.x_window,
                        str(x), str(box.y + box.height // 2), *down,
                        "click", "--repeat", str(clicks), "--delay", "60", "1", *up], check=True)

    def type_into(self, name, text):
        """Replaces what an entry holds."""
        self.keys += 1
        self._editable(self.find_entry(name)).get_editable_text_iface().set_text_contents(text)

    def key(self, *keys):
        self.keys += len(keys)
        subprocess.run(["xdotool", "key", "--clearmodifiers", *keys], check=True)

    def type_keys(self, text):
        subprocess.run(["xdotool", "type", "--delay", "15", text], check=True)

    def screenshot(self, path):
        time.sleep(0.4)  # lets an animation end
        subprocess.run(["import", "-window", "root", str(path)], check=True)
