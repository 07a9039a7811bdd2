# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives the real window as a person does: finds controls by their accessible name, clicks, types, looks."""

import os
import shutil
import subprocess
import sys
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402

WAIT_SECONDS = 60
POLL_SECONDS = 0.1
SCREEN = "1280x800x24"
TOOLS = ("Xvfb", "xvfb-run", "dbus-run-session", "xdotool", "import", "openbox")


def missing_tools():
    return [tool for tool in TOOLS if shutil.which(tool) is None]


def run_inside_virtual_screen(screen=SCREEN):
    """Starts this very program again with a screen, a session bus and a window manager of its own."""
    if os.environ.get("SOKY_VIRTUAL_SCREEN"):
        subprocess.Popen(["openbox"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return
    environment = dict(os.environ, SOKY_VIRTUAL_SCREEN="1", GDK_BACKEND="x11", GSK_RENDERER="cairo",
                       NO_AT_BRIDGE="0", GSETTINGS_BACKEND="memory")
    for name in ("WAYLAND_DISPLAY", "GTK_A11Y"):
        environment.pop(name, None)
    command = ["dbus-run-session", "--", "xvfb-run", "-a", "-s", f"-screen 0 {screen}", "/usr/bin/python3", *sys.argv]
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
                return child
        return None

    def _find_x_window(self):
        listing = subprocess.run(["xdotool", "search", "--onlyvisible", "--pid", str(self.process.pid)],
                                 capture_output=True, text=True, check=False).stdout.split()
        return listing[-1] if listing else None

    def close(self):
        if self.process.poll() is None:
            self.process.terminate()
        self.process.wait(timeout=WAIT_SECONDS)

    # looking

    def nodes(self, start=None):
        """Every control that is on the screen, depth first."""
        stack = [start or self.root]
        while stack:
            node = stack.pop()
            if node is None:
                continue
            yield node
            for index in reversed(range(node.get_child_count())):
                stack.append(node.get_child_at_index(index))

    @staticmethod
    def showing(node):
        states = node.get_state_set()
        return states.contains(Atspi.StateType.SHOWING) and states.contains(Atspi.StateType.VISIBLE)

    def find_now(self, name, role=None, start=None):
        for node in self.nodes(start):
            if role is not None and node.get_role_name() != role:
                continue
            if (node.get_name() or "").strip() == name and self.showing(node):
                return node
        return None

    def find(self, name, role=None, start=None):
        return wait_for(lambda: self.find_now(name, role, start), f"{role or 'control'} “{name}”")

    def find_text(self, part):
        """Any visible control whose name contains this text."""
        def look():
            return next((node for node in self.nodes()
                         if part in (node.get_name() or "") and self.showing(node)), None)
        return wait_for(look, f"text “{part}”")

    def find_text_entry(self, name):
        """An entry by its label: the label is the name of the entry or of the row around it."""
        def look():
            for node in self.nodes():
                if (node.get_name() or "").strip() == name and self.showing(node) and self._editable(node):
                    return node
            return None
        return wait_for(look, f"entry “{name}”")

    def _editable(self, node):
        return next((inner for inner in self.nodes(node) if inner.get_editable_text_iface()), None)

    def usable(self, node):
        return self.showing(node) and node.get_state_set().contains(Atspi.StateType.SENSITIVE)

    def text_is_gone(self, part):
        wait_for(lambda: not any(part in (node.get_name() or "") and self.showing(node) for node in self.nodes()),
                 f"no more “{part}”")

    # acting

    def click(self, name, role=None, start=None):
        def look():
            found = self.find_now(name, role, start)
            return found if found and self.usable(found) else None
        node = wait_for(look, f"usable {role or 'control'} “{name}”")
        self.click_node(node)
        return node

    def click_text(self, name):
        """A real click on whatever shows this text."""
        self.point_at(self.find(name))

    def tick(self, name):
        """Ticks a check box that is not ticked yet."""
        node = self.find(name, "check box")
        if not node.get_state_set().contains(Atspi.StateType.CHECKED):
            self.point_at(node)
            wait_for(lambda: node.get_state_set().contains(Atspi.StateType.CHECKED), f"tick of “{name}”")

    def click_node(self, node):
        action = node.get_action_iface()
        for index in range(action.get_n_actions() if action else 0):
            if action.get_action_name(index) in ("click", "activate", "press"):
                action.do_action(index)
                return
        self.point_at(node)

    def point_at(self, node, clicks=1):
        """A real mouse click in the middle of a control."""
        box = node.get_extents(Atspi.CoordType.WINDOW)
        active = subprocess.run(["xdotool", "getactivewindow"], capture_output=True, text=True, check=False).stdout.strip()
        subprocess.run(["xdotool", "mousemove", "--sync", "--window", active or self.x_window,
                        str(box.x + box.width // 2), str(box.y + box.height // 2),
                        "click", "--repeat", str(clicks), "--delay", "60", "1"], check=True)

    def type_into(self, node, text):
        """Replaces what an entry holds."""
        editable = self._editable(node)
        if editable is None:
            raise LookupError(f"“{node.get_name()}” takes no text")
        editable.get_editable_text_iface().set_text_contents(text)

    def key(self, *keys):
        subprocess.run(["xdotool", "key", "--clearmodifiers", *keys], check=True)

    def type_keys(self, text):
        subprocess.run(["xdotool", "type", "--delay", "15", text], check=True)

    def screenshot(self, path):
        time.sleep(0.4)  # lets an animation end
        subprocess.run(["import", "-window", "root", str(path)], check=True)
