### common
app-name = Sổ Chi bộ

### journal
journal-register-created = Lập sổ “{ $name }”
journal-sort-keys-renewed = Lập lại thứ tự sắp xếp họ tên
journal-letterhead-set = Sửa phần đầu và phần ký của văn bản in
journal-unit-added = Thêm tổ chức đảng { $name }
journal-unit-edited = Sửa tổ chức đảng { $name }
journal-unit-moved = Chuyển vị trí tổ chức đảng { $name }
journal-unit-closed = Kết thúc hoạt động của { $name }
journal-unit-reopened = Mở lại { $name }
journal-member-added = Thêm đảng viên { $name }
journal-member-edited = Sửa hồ sơ đảng viên { $name }
journal-member-transferred = Chuyển sinh hoạt của { $name }
journal-member-status-changed = Đổi trạng thái của { $name }
journal-post-saved = Ghi chức vụ của { $name }
journal-member-rated = Xếp loại năm { $year }: { $name }
journal-members-rated = Xếp loại năm { $year }: { $count } đảng viên
journal-unit-rated = Xếp loại tổ chức năm { $year }: { $name }
journal-units-rated = Xếp loại tổ chức năm { $year }: { $count } tổ chức
journal-year-decided = Chốt xếp loại năm { $year }
journal-year-reopened = Mở lại xếp loại năm { $year }
journal-quota-set = Chỉ tiêu kết nạp năm { $year } của { $name }
journal-term-set = Chỉ tiêu nhiệm kỳ của { $name }
journal-undone = Hoàn tác: { $what }
journal-redone = Làm lại: { $what }
