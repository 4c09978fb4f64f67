"""Restore the accents of a word typed without any, by the words around it.

The table has only words that the patterns would else take for another: "so" is số, sở or sổ.
"""

import re
from dataclasses import dataclass

# words before | word | words after = the accented word; the first line that fits is taken. "^" is
# the start of a clause, "$" the end of the text; a leading "!" excludes the words after.
_TABLE = r"""
^ | da | em e anh chi(?!\stra) c a vang ok oke okie oki okay con chua dang(?!\stai)(?!\sky) sap mai
    chieu toi de da moi thua bon chung khong ko k viec tam nay gio phong
    ben van hinh xin hom tuan sang = dạ
| dang | ky = đăng
doi\stuong cam\stinh ket\snap xay\sdung to\schuc van\sphong hoat dieu\sle the tuoi nghi\squyet
    vao lop chuyen | dang | = đảng
bai tin | dang | = đăng
| dang | vien uy bo phi vu doan = đảng
khong ko k chua the khoan | dang | nhap = đăng
| dang | bai tin tai = đăng
xung thich chinh | dang | = đáng
bien van | ban | = bản
| ban | cung mem giay thao scan word chinh goc sao do ke cam du nhap in photo dep cuoi cu moi =
    bản
| ban | viec qua suot le dam tiep truc pha lo nhieu bu bo toi con cong dai dot = bận
em e anh minh toi tui dang hoi vi nen nay qua van con | ban | !chi chqs to xay thuong quan hanh
    giao phap chap tuyen em minh cong dan van du thao ke to ngay cham voi $ = bận
dang con van phai ngoi vi nen bi cu | cho | !em\sxin phep y\skien ra len trang xong = chờ
^ roi xong | cho | ky duyet ket tham phe huong lay xac tra phan kho huyen tinh thanh trung
    so\s[a-z] cap y nha von kinh dong btv thuong = chờ
| cho | duyet ky\sduyet phe\sduyet tham\sdinh = chờ
| cho | em e anh chi toi tui minh c a bac xin phep den biet hoi ben phong don ban = cho
so mau con\sdau | do | = đỏ
tien muc trinh che toc mat nhiet trinh | do | = độ
khi luc sau tu noi | do | = đó
dang lam con | do | = dở
| do | tay = dở
moi da dang chua | do | duoc dc xong be = đổ
| do | dac ve dat = đo
ho | so | = sơ
| so | do dia hoi theo = sổ
em e toi minh | so | khong ko k = sợ
tru | so | = sở
co | so | !lieu anh dien luong = sở
con mot tong quan dan lay ma cap cho\slay | so | = số
| so | voi sanh = so
| so | \d+ lieu luong hoa hieu ho thu = số
chot | so | = sổ
| so | tai noi xay y giao nong tu ke cong van lao thong khoa ngoai du tn = sở
cua bi ben tu len tren gui hoi cho trinh | so | = sở
chinh sua con co them thieu nop bao moi xin can duoc lam bay | may | !in tinh chu\s[^k] moi moc
    chieu quet phat scan bom photo = mấy
| may | hom ngay bua cai cho ho nguoi loi chu\sky viec gio ban trang diem tuan thang lan = mấy
| may | in tinh chieu quet moc scan bom photo hong hu chu gat = máy
dang sua | chua | !xong co lam = chữa
| chua | chay benh loi = chữa
| nao | vet = nạo
phan | dau | = đấu
dong con co dat | dau | !nam thang = dấu
| dau | viec tuan thang nam gio moi tien nganh cuoi quy sang chieu giay = đầu
em e anh bi dang minh toi | dau | bung hong rang lung om chan mat vai = đau
den toi o lam xong lay nop ve chua nua gi | dau | = đâu
| nua | thang nam = nửa
thieu\s\d+ con\s\d+ them\s\d+ it vai may ngay hom tuan thang them con chut lan bua lat ti mai |
    nua | = nữa
mot phan qua hon duoc gan | nua | !thang nam = nửa
| toi | nay\sduoc nay\sda nay\sco nay\sxu = tới
| toi | nay qua = tối
den tuan thang ngay sap lui khat hoan doi han hen muon cham doi cho\sden them\sthoi\sgian | toi
    | = tới
giup ho gium | toi | = tôi
cho de cua phep | toi | !ngay het thu cuoi dau tuan thang mai ram mung \d+/ = tôi
| ho | so = hồ
dong | ho | = hồ
| ho | tro = hỗ
\d+ chu cac so tung moi nhieu them duoc con nhieu hai mot | ho | = hộ
| ho | ngheo dan ong ba gia khau kinh can vay gd nha nua anh em minh toi = hộ
may loa xe quet in bom dien photo tinh chieu mang bi la nang bong | hong | = hỏng
| hong | duoc co biet lam vo chiu kip thay can phai noi xong in dc = không
co lam dam an | gio | = giỗ
| lanh | dao = lãnh
| nang | len cap tong cao dinh luc = nâng
| nong | nghiep dan thon san lam hoi = nông
hoi so ben vien | nong | = nông
| mua | vu dong xuan he gat mang dich = mùa
| mua | to lon bao lu suot qua dai phun = mưa
| mua | sam ban may do thiet vat = mua
trung | uong | = ương
tay cung voi cheo lan | nhau | = nhau
to chi cong vien | chuc | = chức
mot hai may vai \d+ | chuc | = chục
di mat con | vang | = vắng
| vang | mat nha ve khach bong = vắng
xay | dung | = dựng
su ap tac van tin | dung | = dụng
phai tam bi danh ngung | dung | = dừng
| dung | han tien ke thoi quy hen ngay gio = đúng
van | nghe | = nghệ
khau ky bien thuong so | hieu | = hiệu
| nhan | dan su luc vien = nhân
benh ca cong quan nguyen nan | nhan | = nhân
cuoi het dau trong giua ca mot moi tung hang \d+ | nam | = năm
ruc | ro | = rỡ
bi van don | thu | = thư
| thu | hai ba tu nam sau bay [2-7] = thứ
| thu | phieu thap tien thue gom thuy dong hoach = thu
| quy | 1 2 3 4 i ii iii iv nay sau toi truoc = quý
| quy | dinh hoach trinh che mo dat uoc = quy
het cuoi dau trong | quy | = quý
minh phai dang | om | \d+ ca het = ôm
| van | ban phong hoa nghe thu kien xa = văn
| van | dong chuyen hanh dung = vận
| tang | cuong them len so truong = tăng
trao | tang | = tặng
ai | de | = dè
| de | nghi xuat cuong an tai muc = đề
| de | em anh toi minh chi e tui mai chieu = để
don chuc dinh cuong | vi | = vị
hanh pham | vi | = vi
dai quoc ban ca le chi lien to | hoi | = hội
| hoi | nghi truong vien dong phu nong lhpn ccb cuu = hội
| hoi | am dap = hồi
xa | hoi | = hội
| hoi | muon cham tre ban kho lau nhieu = hơi
| co | quan so(?!\slieu)(?!\sanh)(?!\sluong)(?!\sdien)
    ban(?!\smem)(?!\scung)(?!\schinh)(?!\sgiay) cau che hoi(?!\snghi)(?!\struong) = cơ
ba | con | = con
ngay bua | mot | !thang = mốt
hom bua | sau | = sau
do chung khoang tam | muoi | hom ngay bua = mươi
xin goi doi cho giuc tim hoi keu nhac hen | mai | chua khong ko k van = mãi
xin duoc nghi cho tam | hoan | !thanh thien tat tra toan = hoãn
khong\scho ko\scho k\scho | muon | = mượn
| muon | hoi xe tien dat tam = mượn
| con | so = con
| can | kiet = cạn
| moi | nguoi viec thu = mọi
giay kinh | moi | = mời
| bac | ho ninh giang = bắc
kho | bac | = bạc
| nhap | lieu du xong vao = nhập
bien ban kiem | ho | = hồ
"""


@dataclass(frozen=True, slots=True)
class _Reading:
    meant: str
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    barred: bool


def _before(written: str) -> re.Pattern[str] | None:
    ends = [r"(?:^|[.,!?\n:]) ?" if word == "^" else rf"(?<!\w){word} " for word in written.split()]
    return re.compile(rf"(?:{'|'.join(ends)})$") if ends else None


def _after(written: str) -> re.Pattern[str] | None:
    words = "|".join(written.lstrip("!").split())
    return re.compile(rf" ?(?:{words})(?!\w)") if words else None


def _readings() -> dict[str, tuple[_Reading, ...]]:
    found: dict[str, tuple[_Reading, ...]] = {}
    for line in re.sub(r"\n {2,}", " ", _TABLE.strip()).splitlines():
        around, _, meant = line.rpartition("=")
        before, word, after = (part.strip() for part in around.split("|"))
        reading = _Reading(meant.strip(), _before(before), _after(after), after.startswith("!"))
        found[word] = (*found.get(word, ()), reading)
    return found


_READINGS = _readings()


def meant(word: str, before: str, after: str) -> str | None:
    """The accented word that is meant; None where the context does not decide it."""
    for reading in _READINGS.get(word, ()):
        if reading.before is not None and not reading.before.search(before):
            continue
        if reading.after is not None and bool(reading.after.match(after)) is reading.barred:
            continue
        return reading.meant
    return None
