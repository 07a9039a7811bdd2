# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures of every page and main dialog of the window, for people to look over."""

import contextlib
import subprocess
import time

from demo_school import PASSWORD
from window import Window

WIDE = (1280, 800)
NARROW = (360, 720)
PLACES = ("Tổng quan", "Sổ trình ký", "Sổ ký duyệt", "Sổ đã ban hành", "Sổ của đơn vị tôi", "Báo cáo")
SIDE = "Quy trình, chữ ký, góp ý và lịch sử"
PANELS = ("Quy trình ký", "Chữ ký", "Góp ý")
MENU = ("USB token…", "Ảnh chữ ký của tôi…", "Chứng thư số của tôi…", "Ủy quyền…", "Cơ quan chứng thực tin cậy…",
        "Dữ liệu trên máy này…", "Chờ gửi…", "Tùy chọn…", "Trợ giúp")
OFFICES = ("Người dùng", "Đơn vị", "Chứng thư số", "Danh mục sổ", "Năm học", "Nhập dữ liệu", "Phiên đăng nhập", "Nhật ký")
CHIPS = ("Loại sổ", "Trạng thái", "Người trình ký")


class Screens:
    """One look of the window: a style and a size. What cannot be reached is said, and the rest goes on."""

    def __init__(self, school, environment, output, dark, narrow):
        self.school = school
        self.environment = dict(environment, ADW_DEBUG_COLOR_SCHEME="prefer-dark" if dark else "prefer-light",
                                ADW_DISABLE_PORTAL="1")
        self.output = output
        self.narrow = narrow
        self.size = NARROW if narrow else WIDE
        self.window = None
        self.count = 0
        self.missed = []

    # one picture

    def fit(self):
        """On a narrow screen every window takes all of it, as on a phone."""
        if not self.narrow:
            return
        active = subprocess.run(["xdotool", "getactivewindow"], capture_output=True, text=True, check=False).stdout.strip()
        subprocess.run(["xdotool", "windowsize", active, str(self.size[0]), str(self.size[1]),
                        "windowmove", active, "0", "0"], check=False, stderr=subprocess.DEVNULL)
        time.sleep(0.4)

    def shot(self, name):
        self.fit()
        self.count += 1
        self.window.screenshot(self.output / f"{self.count:02d}-{name}.png")

    @contextlib.contextmanager
    def part(self, name):
        """A part of the tour; its failure is told at the end."""
        try:
            yield
        except (TimeoutError, RuntimeError) as error:
            self.missed.append(f"{name}: {error}")
            self.window.screenshot(self.output / f"missed-{name}.png")

    @contextlib.contextmanager
    def signed_in(self, login):
        self.window = Window(self.school.app_command(login), self.environment, PASSWORD + "\n")
        try:
            self.fit()
            time.sleep(1)
            yield
        finally:
            self.window.close()

    # ways through the window

    def go(self, place):
        if self.narrow and not self.window.look_for(lambda node: self.window.name(node) == "Đăng xuất"):
            self.window.press("Quay lại")
        self.window.press(place)
        time.sleep(3)  # until what it shows has come

    def close_front(self):
        self.window.key("Escape")
        time.sleep(0.6)

    def menu(self, entry):
        if self.narrow:
            self.go_sidebar()
        self.window.press("Trình đơn")
        self.window.choose(entry)
        time.sleep(1)

    def go_sidebar(self):
        if not self.window.look_for(lambda node: self.window.name(node) == "Đăng xuất"):
            self.window.press("Quay lại")
            time.sleep(0.6)

    # the tour

    def take(self):
        self.sign_in()
        with self.signed_in("ht.hanh"):
            self.places()
            self.lists()
            self.book()
            self.windows()
        with self.signed_in("gv.lan"):
            self.teacher()
        with self.signed_in("qt.huy"):
            self.administration()
        return self.missed

    def sign_in(self):
        command = [self.school.app, "--server", self.school.url, "--ca-file", self.school.ca_file]
        self.window = Window(command, self.environment)
        with self.part("dang-nhap"):
            self.window.find_entry("Mật khẩu")
            self.shot("dang-nhap")
        self.window.close()

    def places(self):
        for place in PLACES:
            with self.part(place):
                self.go(place)
                self.shot(slug(place))
        if self.narrow:
            with self.part("thanh-ben"):
                self.go_sidebar()
                self.shot("thanh-ben")

    def lists(self):
        with self.part("bo-loc"):
            self.go("Sổ của đơn vị tôi")
            for chip in CHIPS[:1] if self.narrow else CHIPS:
                self.window.press(chip)
                self.shot(f"bo-loc-{slug(chip)}")
                self.close_front()
        with self.part("thu-tu-va-cot"):
            self.window.press("Thứ tự và cột")
            self.shot("thu-tu-va-cot")
            self.close_front()
        with self.part("ket-qua-rong"):
            self.window.press("Loại sổ")
            self.window.press("Sổ chủ nhiệm")
            time.sleep(1)
            self.shot("loc-theo-loai")
            self.window.press("Xóa bộ lọc")
            time.sleep(1)
        with self.part("chon-nhieu"):
            self.window.key("Down", "ctrl+a")
            time.sleep(0.5)
            self.shot("chon-nhieu")
            self.window.key("shift+F10")
            time.sleep(0.5)
            self.shot("trinh-don-dong")
            self.close_front()

    def book(self):
        with self.part("doc-so"):
            self.go("Sổ ký duyệt")
            self.window.open("Biên bản họp tổ")
            self.window.find_text("Trang 1")
            self.shot("doc-so")
            if self.narrow:
                self.window.press(SIDE)
                time.sleep(1)
            for panel in PANELS:
                with self.part(panel):
                    self.window.press(panel)
                    time.sleep(1)
                    self.shot(f"doc-so-{slug(panel)}")
            if self.narrow:
                self.window.press(SIDE)
        with self.part("ky"):
            self.window.press("Ký CA")
            self.window.find_entry("Mã PIN của token")
            self.shot("ky-ca")
            self.close_front()
            self.window.press("Trả lại")
            time.sleep(1)
            self.shot("tra-lai")
            self.close_front()
            self.window.press("Quay lại")
            time.sleep(1)

    def windows(self):
        for entry in MENU:
            with self.part(entry):
                self.menu(entry)
                self.shot(slug(entry))
                self.close_front()
        with self.part("kiem-tra-may-ky"):
            self.go("Kiểm tra máy ký")
            time.sleep(3)
            self.shot("kiem-tra-may-ky")
            self.close_front()

    def teacher(self):
        with self.part("tong-quan-giao-vien"):
            self.shot("tong-quan-giao-vien")
        with self.part("tao-so"):
            self.go("Sổ trình ký")
            self.shot("so-trinh-ky-giao-vien")
            self.window.press("Tạo sổ")
            time.sleep(1)
            self.shot("tao-so")
            self.close_front()
        with self.part("trinh-ky"):
            self.window.open("Giáo án")
            self.window.find_text("Trang 1")
            self.window.press("Trình ký")
            self.window.find("Người ký duyệt, theo thứ tự ký")
            self.shot("trinh-ky")
            self.close_front()

    def administration(self):
        with self.part("quan-tri"):
            self.go("Quản trị")
            self.shot("quan-tri")
        for office in OFFICES:
            with self.part(office):
                self.window.press(office)
                time.sleep(2)
                self.shot(f"quan-tri-{slug(office)}")
                if office == "Chứng thư số":
                    self.withdrawal()
                self.window.press("Quay lại")
                time.sleep(0.6)

    def withdrawal(self):
        self.window.press("Thu hồi…")
        self.shot("thu-hoi-chung-thu-so")
        self.close_front()


def slug(name):
    """A name for a file."""
    import unicodedata

    plain = unicodedata.normalize("NFD", name.lower().replace("đ", "d"))
    kept = "".join(char if char.isalnum() else "-" for char in plain if not unicodedata.combining(char))
    return "-".join(part for part in kept.split("-") if part)
