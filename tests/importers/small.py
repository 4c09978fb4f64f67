"""A small valid plan with one task of every kind, and its calendar."""

from scheduler.calendar.public_holidays import vietnam_calendar

CALENDAR = vietnam_calendar(range(2025, 2029))

SMALL = """\
commune:
  key: xa-mau
  name: xã Mẫu
source:
  key: ket-luan
  name: Kết luận
  title: Kết luận về nhiệm vụ cuối năm
  date: 2025-10-08
sectors:
  - name: xây dựng Đảng
  - name: kinh tế - xã hội
units:
  - {key: dang-uy, name: Đảng ủy, aliases: [ĐU]}
  - {key: cong-an, name: Công an xã, aliases: [CAX]}
posts:
  - {key: bi-thu, name: Bí thư, unit: Đảng ủy, rank: head}
  - {key: pho-bi-thu, name: Phó Bí thư, unit: Đảng ủy, rank: deputy}
  - {key: van-phong, name: Chánh Văn phòng, unit: Đảng ủy, rank: secretary}
  - {key: cong-an, name: Trưởng Công an, unit: Công an xã, aliases: [Trưởng CA]}
tasks:
  - key: du-toan
    title: Dự toán ngân sách
    sector: kinh tế - xã hội
    kind: dated
    lead: Chánh Văn phòng
    support: [Trưởng Công an]
    due: 2025-12-31
    basis: Luật Ngân sách
    ro: &ro
      nguoi: Chánh Văn phòng chủ trì
      viec: Lập dự toán
      trach_nhiem: Chịu trách nhiệm về số liệu
      quy_trinh: Tổng hợp rồi trình
      hieu_qua: Nghị quyết được ban hành
  - key: chuong-trinh
    title: Chương trình hành động
    sector: xây dựng Đảng
    kind: phased
    lead: Chánh Văn phòng
    chained: true
    phases:
      - {key: du-thao, title: Dự thảo, due: hết tháng 11}
      - {key: ban-hanh, title: Ban hành, due: hết tháng 12}
    ro: *ro
  - key: ket-nap
    title: Kết nạp đảng viên
    sector: xây dựng Đảng
    kind: quota
    lead: Chánh Văn phòng
    measure: đồng chí
    start: 11
    target: 33
    due: 2025-12-31
    stages:
      - {key: quy-3, title: Hết tháng 10, due: hết tháng 10, target: 20}
    ro: *ro
  - key: cao-diem
    title: Cao điểm Tết
    sector: kinh tế - xã hội
    kind: campaign
    on_duty: true
    lead: Trưởng Công an
    opens: Tết - 30
    closes: mùng 6 Tết
    ro: *ro
  - key: tiep-dan
    title: Tiếp công dân
    sector: kinh tế - xã hội
    kind: standing
    lead: Trưởng Công an
    closes: 2026-01-31
    ro: *ro
"""

RO = SMALL[SMALL.index("    ro: &ro") : SMALL.index("  - key: chuong-trinh")]
SMALL = SMALL.replace("    ro: *ro\n", RO).replace(" &ro", "")
