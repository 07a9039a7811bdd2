# SPDX-License-Identifier: GPL-3.0-or-later
"""What each person of a school does in a day, step by step, in the real window with a real server and soft tokens.

A journey has a method for each of its steps, and no more steps than it is allowed; clicks and keys are counted."""

import subprocess
import time

from account import Account
from demo_school import PASSWORD, PIN
from window import Window

YEAR = "2026-2027"
VIETNAM_SECONDS = 7 * 3600  # ahead of UTC
TYPE = "lesson_plan"
PEOPLE = {"gv.lan": "gv-lan", "tt.minh": "tt-minh", "ph.thu": "ph-thu", "ht.hanh": "ht-hanh", "vt.ha": "vt-ha"}
REASON = "Đề nghị bổ sung phần còn thiếu."
NOTE = "Em đã sửa bảng ở trang 2 theo góp ý của tổ."


class Teacher(Account):
    """Makes the books that others find waiting."""

    def __init__(self, school):
        super().__init__(school, "gv.lan", PASSWORD)
        lesson = school.share / "soky" / "demo" / "giao-an-tin-hoc-6a-tuan-3.pdf"
        self.pdf = lesson.read_bytes()

    def submit(self, number, *others, type_id=TYPE, publish=False, note=None, **fields):
        """A book of the teacher, approved by her without a certificate, for @others: (login, role, kind)."""
        fields = {"class": "6A", "subject": "Tin học", "period": f"week-{number % 35 + 1:02}"} | fields
        book = self.call("POST", "/books", {"type_id": type_id, "title": f"Giáo án Tin học 6A, bài {number}",
                                            "school_year": YEAR} | fields)
        book = self.call("POST", f"/books/{book['id']}/revisions", self.pdf, If_Match=f"\"{book['version']}\"",
                         Soky_Base="length=0")
        steps = [{"order": order, "person_id": PEOPLE[login], "role": role, "kind": kind, "require_cert": True}
                 for order, (login, role, kind) in enumerate(others, 1)]
        action = {"action": "submit", "route": steps, "auto_publish": publish} | ({"note": note} if note else {})
        return self.call("POST", f"/books/{book['id']}/actions", action,
                         If_Match=f"\"{book['version']}\"")


class Journey:
    """@login plays @steps: (what it says in words, the method)."""

    login = None
    allowed = 0  # steps
    steps = ()

    def __init__(self, school, environment, output):
        self.school = school
        self.environment = environment
        self.output = output
        self.window = None
        self.shots = 0

    def prepare(self):
        """What is there before the day begins."""

    def play(self):
        assert len(self.steps) <= self.allowed, f"{len(self.steps)} steps where {self.allowed} are allowed"
        self.prepare()
        self.window = Window(self.school.app_command(self.login), self.environment, PASSWORD + "\n")
        try:
            self.window.find("Sổ ký duyệt")
            for number, (words, method) in enumerate(self.steps, 1):
                clicks, keys = self.window.clicks, self.window.keys
                method(self)
                print(f"  ✓ {number}. {words} ({self.window.clicks - clicks} clicks, {self.window.keys - keys} keys)",
                      flush=True)
            print(f"  {len(self.steps)} of {self.allowed} steps: {self.window.clicks} clicks, {self.window.keys} keys",
                  flush=True)
        except Exception:
            self.window.screenshot(self.output / "failed.png")
            raise
        finally:
            self.window.close()

    def shot(self, name):
        self.shots += 1
        self.window.screenshot(self.output / f"{self.shots:02}-{name}.png")

    def sign_many(self):
        """One PIN for all that wait."""
        window = self.window
        window.press("Ký hàng loạt…")
        window.find_entry("Mã PIN của token")
        self.shot("ky-hang-loat")
        window.type_into("Mã PIN của token", PIN)
        window.press("Ký CA")
        window.find("Sao chép kết quả")
        window.find_text("không được 0")
        self.shot("da-ky-hang-loat")
        window.press("Đóng")


class GroupHead(Journey):
    login = "tt.minh"
    allowed = 5

    def prepare(self):
        teacher = Teacher(self.school)
        for number in range(1, 7):
            teacher.submit(number, (self.login, "group_head", "person"), note=NOTE if number == 6 else None)

    def inbox(self):
        self.window.press("Sổ ký duyệt")
        self.window.find_text("bài 6")
        self.shot("so-ky-duyet")

    def read(self):
        window = self.window
        window.open("Giáo án Tin học 6A, bài 6")
        window.find("Sổ 1 trên 6, xong 0")
        window.find_text("Trang 1")
        window.find_text(NOTE)
        self.shot("doc")
        window.key("n")
        window.find("Sổ 2 trên 6, xong 0")
        window.find_text("Trang 1")
        window.key("n")
        window.find("Sổ 3 trên 6, xong 0")
        window.key("p")
        window.find("Sổ 2 trên 6, xong 0")
        window.find_text("Trang 1")

    def return_one(self):
        window = self.window
        window.find("Trả lại")
        window.press("Góp ý")
        window.find_text("Chưa có góp ý")
        window.type_into("Góp ý mới", "Trang 1 thiếu ngày soạn.")
        window.press("Kèm khi trả lại")
        window.find_text("Đi cùng lần trả lại")
        self.shot("gop-y")
        window.key("Tab")
        window.press("Trả lại")
        window.press(REASON)
        window.find_text("gửi kèm")
        self.shot("tra-lai")
        window.press("Trả lại")
        window.find("Sổ 3 trên 6, xong 1")

    def sign_two(self):
        """The first asks for the PIN, the second does not."""
        window = self.window
        window.find("Trả lại")
        window.find_text("Trang 1")
        window.key("a")
        window.find_entry("Mã PIN của token")
        window.type_into("Mã PIN của token", PIN)
        window.press("Ký CA")
        window.find("Sổ 4 trên 6, xong 2")
        window.find("Trả lại")
        window.find_text("Trang 1")
        window.key("a")
        window.find_text("Token đang mở")
        time.sleep(1)
        self.shot("khong-hoi-pin")
        window.key("Return")
        window.find("Sổ 5 trên 6, xong 3")
        window.press("Sổ 5 trên 6, xong 3")
        window.find_text("Đã ký")
        self.shot("da-lam")
        window.key("Escape")
        window.press("Quay lại")

    def sign_rest(self):
        self.window.find_text("bài 1")
        self.sign_many()
        self.window.find_text("Không có sổ nào chờ bạn")

    steps = (("the inbox", inbox), ("reads with one key, forth and back", read),
             ("returns one with a reason and a mark", return_one),
             ("signs two while reading, with one PIN", sign_two), ("signs the rest at once", sign_rest))


class VicePrincipal(Journey):
    login = "ph.thu"
    allowed = 5

    def prepare(self):
        teacher = Teacher(self.school)
        for number in range(1, 7):
            teacher.submit(number, ("ht.hanh", "principal", "person"))
        principal = Account(self.school, "ht.hanh", PASSWORD)
        today = time.strftime("%Y-%m-%d", time.gmtime(time.time() + VIETNAM_SECONDS))
        principal.call("POST", "/delegations", {"kind": "kt", "office": "principal", "giver_id": "ht-hanh",
                                                "receiver_id": "ph-thu", "first_day": today, "last_day": today})

    def inbox(self):
        self.window.press("Sổ ký duyệt")
        self.window.find_text("bài 6")
        self.shot("so-ky-duyet")

    def sample(self):
        window = self.window
        window.open("Giáo án Tin học 6A, bài 6")
        window.find_text("Bạn ký với tư cách KT. Hiệu trưởng")
        window.find_text("Trang 1")
        self.shot("ky-thay")
        window.press("Quay lại")

    def return_many(self):
        window = self.window
        window.find_text("bài 6")
        window.press("Việc khác với nhiều sổ")
        window.choose("Trả lại hàng loạt…")
        window.press(REASON)
        window.press("Giáo án Tin học 6A, bài 6")
        window.press("Giáo án Tin học 6A, bài 5")
        self.shot("tra-lai-hang-loat")
        window.press("Trả lại 2")
        window.find_text("đã trả lại 2")
        self.shot("da-tra-lai")
        window.press("Đóng")
        window.wait_until_gone("bài 5")

    def sign_rest(self):
        self.sign_many()
        window = self.window
        window.find("Không có sổ nào chờ bạn")

    steps = (("the inbox of whom she stands in for", inbox), ("looks at a sample", sample),
             ("returns two with one reason", return_many), ("signs the rest as KT. HIỆU TRƯỞNG", sign_rest))


class Principal(Journey):
    login = "ht.hanh"
    allowed = 5
    books = 62

    def prepare(self):
        teacher = Teacher(self.school)
        for number in range(1, self.books):  # one waits already
            teacher.submit(number, (self.login, "principal", "person"))

    def dashboard(self):
        self.window.press("Tổng quan")
        self.window.find_text("Đang chờ bạn")
        self.shot("tong-quan")

    def preview(self):
        window = self.window
        window.press("Sổ ký duyệt")
        window.open(f"bài {self.books - 1}")
        window.find(f"Sổ 1 trên {self.books}, xong 0")
        window.find_text("Trang 1")
        self.shot("doc")
        window.press("Quay lại")

    def sign_all(self):
        """One PIN for the whole list; how long it takes beyond the token's own time."""
        window = self.window
        window.press("Ký hàng loạt…")
        window.find_entry("Mã PIN của token")
        window.find_text(f"Ký số {self.books} sổ")
        clicks, keys = window.clicks - 1, window.keys
        window.tick("Tự động ban hành")
        window.type_into("Mã PIN của token", PIN)
        self.shot("ky-hang-loat")
        begin = time.monotonic()
        window.press("Ký CA")
        window.find("Sao chép kết quả")
        seconds = time.monotonic() - begin
        window.find_text(f"{self.books} trên {self.books}: xong {self.books}")
        self.shot("da-ky-hang-loat")
        window.press("Đóng")
        token = self.books * key_seconds()
        print(f"  {self.books} books signed with one PIN: {window.clicks - clicks} clicks and {window.keys - keys} text, "
              f"{seconds:.1f} s, of which the key computes {token:.1f} s: {seconds - token:.1f} s beyond it, "
              f"{(seconds - token) / self.books:.2f} s a book", flush=True)
        window.find_text("Không có sổ nào chờ bạn")

    def verify(self):
        window = self.window
        window.press("Sổ đã ban hành")
        window.open("bài 5")
        window.press("Chữ ký")
        window.find_text("hợp lệ")
        self.shot("kiem-tra")

    steps = (("the dashboard", dashboard), ("looks at a book", preview),
             ("signs 62 books, published by the same signature", sign_all),
             ("finds a published book, its signature verified", verify))


def key_seconds():
    """How long a key in software needs for one RSA-2048 signature: the soft token computes with this library."""
    words = subprocess.run(["openssl", "speed", "-seconds", "1", "rsa2048"], capture_output=True, text=True,
                           check=True).stdout.split()
    return float(words[words.index("bits") + 1].rstrip("s"))


class Clerk(Journey):
    login = "vt.ha"
    allowed = 6

    def prepare(self):
        """The principal approves with a certificate: her signature is made by the window of the journey before."""
        teacher = Teacher(self.school)
        self.ask_for_numbers("assessment_book")
        for number, type_id, period in ((1, "homeroom_book", "year"), (2, "homeroom_book", "year"),
                                        (3, "assessment_book", "term-1")):
            teacher.submit(number, ("ht.hanh", "principal", "person"), ("vt.ha", "clerk", "stamp"),
                           type_id=type_id, period=period, publish=True)
        window = Window(self.school.app_command("ht.hanh"), self.environment, PASSWORD + "\n")
        try:
            window.press("Sổ ký duyệt")
            window.find_text("bài 3")
            self.window = window
            self.sign_many()
        finally:
            window.close()

    def ask_for_numbers(self, type_id):
        """As the administrator of the school sets a type of book."""
        admin = Account(self.school, "qt.huy", PASSWORD)
        book_type = next(one for one in admin.call("GET", "/book-types")["book_types"] if one["id"] == type_id)
        admin.call("PUT", f"/book-types/{type_id}", book_type | {"asks_number": True},
                   If_Match=f"\"{book_type['version']}\"")

    def queue(self):
        self.window.press("Chờ đóng dấu")
        self.window.find_text("bài 3")
        self.shot("cho-dong-dau")

    def look(self):
        window = self.window
        window.open("Giáo án Tin học 6A, bài 3")
        window.find_text("Trang 1")
        window.find("Trả lại")
        window.key("a")
        window.find_entry("Mã PIN của token")
        window.find_text("Số và ngày")
        time.sleep(2)
        self.shot("dau")
        window.type_into("Mã PIN của token", PIN)
        window.press("Ký CA")
        window.find_text("trên 3, xong 1")
        window.press("Quay lại")

    def stamp(self):
        self.sign_many()
        self.window.find_text("Không có sổ nào chờ đóng dấu")

    def log(self):
        window = self.window
        window.press("Đã đóng dấu")
        window.find_text("bài 1")
        window.find_text("Phạm Thu Hà")
        window.find_text("Số: 1, ngày ")
        self.shot("nhat-ky")
        window.open("bài 3")
        window.press("Chữ ký")
        window.find_text("hợp lệ")
        self.shot("dau-tren-so")

    steps = (("the queue of books that everybody has signed", queue), ("stamps one with the number and date that are proposed", look),
             ("stamps the rest with one PIN", stamp), ("the log of every stamp", log))


JOURNEYS = {"head": GroupHead, "vice": VicePrincipal, "principal": Principal, "clerk": Clerk}
