# SPDX-License-Identifier: GPL-3.0-or-later
"""The main job, played in the real window: from a teacher's PDF to a published book."""

import contextlib
import subprocess
import time

from demo_school import PASSWORD, PIN
from window import Window, wait_for

TITLE = "Giáo án Tin học 6A tuần 3"
REASON = "Đề nghị bổ sung phần còn thiếu."


class MainJob:
    """Each step is a method that says what it did; screenshots are numbered as they are taken."""

    def __init__(self, school, lesson, output, environment):
        self.school = school
        self.lesson = lesson
        self.output = output
        self.environment = environment
        self.shots = 0
        self.window = None

    def play(self):
        with self.signed_in("gv.lan"):
            self.create()
            self.submit()
            self.sign(self_publishing=False)
            self.say("teacher: created, submitted and signed")
        with self.signed_in("tt.minh"):
            self.open_waiting()
            self.read_signatures(1)
            self.return_with_reason()
            self.say("head of group: read it, saw the teacher's signature verified, returned it with a reason")
        with self.signed_in("gv.lan"):
            self.see_reason_and_replace()
            self.submit()
            self.sign(self_publishing=False)
            self.say("teacher: saw the reason, replaced the PDF, submitted and signed again")
        with self.signed_in("tt.minh"):
            self.open_waiting()
            self.sign(self_publishing=False)
            self.say("head of group: signed")
        with self.signed_in("ht.hanh"):
            self.open_waiting()
            self.read_signatures(2)
            self.sign(self_publishing=True)
            self.say("principal: signed with “Tự động ban hành”; the book is published")
        with self.signed_in("gv.lan"):
            return self.download()

    # the parts of a session

    def say(self, text):
        print(f"  ✓ {text}", flush=True)

    def shot(self, name):
        self.shots += 1
        self.window.screenshot(self.output / f"{self.shots:02d}-{name}.png")

    @contextlib.contextmanager
    def signed_in(self, login):
        self.window = Window(self.school.app_command(login), self.environment, PASSWORD + "\n")
        try:
            self.window.find("Sổ trình ký")
            yield
            self.window.press("Quay lại")
            self.window.press("Đăng xuất")
            self.window.find("Đăng xuất?")
            self.window.key("Return")
            self.window.find("Đăng nhập vào trường của bạn")
        except Exception:
            self.window.screenshot(self.output / "failed.png")
            raise
        finally:
            self.window.close()

    def choose_file(self, path):
        """The file chooser takes a path that is typed."""
        time.sleep(1)
        self.window.key("ctrl+l")
        time.sleep(0.5)
        self.window.type_keys(str(path))
        chooser = self.window.active_x_window()
        for _ in range(20):  # a busy machine has not looked for the file yet when Enter comes
            time.sleep(0.5)
            self.window.key("Return")
            time.sleep(1)
            if chooser not in self.window.list_x_windows():
                return

    def create(self):
        window = self.window
        self.shot("trang-dau")
        window.press("Sổ trình ký")
        window.press("Tạo sổ")
        window.press("Chọn…")
        self.choose_file(self.lesson)
        window.find(self.lesson.name)
        window.find("Môn")
        window.type_into("Tên sổ", TITLE)
        self.shot("tao-so")
        window.press("Tạo sổ")
        window.find("Trình ký")
        window.find_text("Trang 1")
        self.shot("so-moi")

    def submit(self):
        window = self.window
        window.press("Trình ký")
        window.find("Người ký duyệt, theo thứ tự ký")  # the names alone stand in the route behind as well
        window.find("Lê Thị Hồng Hạnh")
        self.shot("trinh-ky")
        window.press("Trình ký")
        window.find("Đang ký sổ")  # the toast is gone before a busy machine looks for it

    def open_waiting(self):
        window = self.window
        window.press("Sổ ký duyệt")
        window.find(TITLE)
        self.shot("so-ky-duyet")
        window.open(TITLE)
        window.find_text("Trang 1")
        self.shot("doc-so")

    def read_signatures(self, count):
        window = self.window
        window.press("Chữ ký")
        window.find_text(f"{count} chữ ký, tất cả hợp lệ")
        self.shot("chu-ky-hop-le")

    def sign(self, self_publishing):
        window = self.window
        window.press("Ký CA")
        window.find_entry("Mã PIN của token")
        if self_publishing:
            window.tick("Tự động ban hành")
        window.type_into("Mã PIN của token", PIN)
        self.shot("ky-so")
        window.press("Ký CA")
        window.wait_until_gone("Mã PIN của token")  # what says so closes itself, on a busy machine before it is seen
        self.shot("ky-thanh-cong")
        window.wait_until_gone("Chữ ký đã được kiểm tra và máy chủ đã nhận.")

    def return_with_reason(self):
        window = self.window
        window.press("Trả lại")
        window.press(REASON)
        self.shot("tra-lai")
        window.press("Trả lại")
        window.press("Quy trình ký")  # the toast is gone before a busy machine looks for it
        window.find_text("Đã trả lại")

    def see_reason_and_replace(self):
        window = self.window
        window.press("Sổ trình ký")
        window.open(TITLE)
        window.find_text(REASON)
        self.shot("ly-do-tra-lai")
        window.press("Thay tệp PDF")
        self.choose_file(self.lesson)
        window.press("Thay tệp")
        window.press("Chữ ký")
        window.find("Chưa ký")  # of the new file; the toast is gone before a busy machine looks for it
        window.press("Quy trình ký")

    def download(self):
        """The published book, saved from the window as the teacher would."""
        window = self.window
        window.press("Sổ đã ban hành")
        window.find(TITLE)
        self.shot("so-da-ban-hanh")
        window.open(TITLE)
        window.press("Chữ ký")
        window.find_text("3 chữ ký, tất cả hợp lệ")
        self.shot("da-ban-hanh")
        target = self.output / "published.pdf"
        target.unlink(missing_ok=True)
        window.key("ctrl+s")
        time.sleep(1)
        window.key("ctrl+a")
        window.type_keys(str(target))
        window.key("Return")
        wait_for(target.exists, "published.pdf")
        self.say("teacher: found it under “Sổ đã ban hành” and saved a copy")
        return target


def judge(path, cli, anchors):
    """What programs that are not ours say of the final PDF. Raises on the first objection."""
    def run(*command):
        return subprocess.run(command, capture_output=True, text=True, check=False)

    pdfsig = run("pdfsig", path)
    assert pdfsig.stdout.count("Signature is Valid.") == 3, pdfsig.stdout + pdfsig.stderr
    qpdf = run("qpdf", "--check", path)
    assert qpdf.returncode == 0, qpdf.stdout + qpdf.stderr
    mutool = run("mutool", "sign", "-v", path)
    assert "digest" not in mutool.stdout.lower() or "fail" not in mutool.stdout.lower(), mutool.stdout
    ours = run(cli, "verify", "--trust", anchors, path)
    assert ours.returncode == 0, ours.stdout + ours.stderr
    print("  ✓ pdfsig: three valid signatures; qpdf --check: clean; mutool sign -v: no objection; soky-cli verify: valid",
          flush=True)
    return pdfsig.stdout, mutool.stdout
