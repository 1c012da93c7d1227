### common
app-name = Sổ Chi bộ
common-cancel = Bỏ qua
common-close = Đóng
common-choose = Chọn
common-print = In
common-undo = Hoàn tác
common-redo = Làm lại
print-failed = Không lập được văn bản in. Hãy thử lại; nếu vẫn lỗi, hãy báo người phụ trách chương trình.

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
### print
print-party = ĐẢNG CỘNG SẢN VIỆT NAM
print-number = Số { $number }
print-blank-number = Số ……………
print-blank-body = ………………………………
print-blank-place-and-date = …………, ngày …… tháng …… năm ……
print-order = TT
print-column-year = Năm
print-column-note = Ghi chú
print-count = SL
print-percent = %
print-year = Năm { $year }
print-years = Từ năm { $first } đến năm { $last }
print-year-marked = { $year } (*)
print-members-title = Danh sách đảng viên
print-members-all = Tổng cộng: { $count } đảng viên
print-members-women = nữ: { $count }
print-members-probationary = dự bị: { $count }
print-members-ethnic-minority = dân tộc thiểu số: { $count }
print-members-religious = có tôn giáo: { $count }
print-members-exempt = miễn công tác và sinh hoạt: { $count }
print-ratings-title-members = Tổng hợp kết quả xếp loại đảng viên
print-ratings-title-units = Tổng hợp kết quả xếp loại tổ chức đảng
print-ratings-caption-members = ĐVT: đảng viên
print-ratings-caption-units = ĐVT: tổ chức đảng
print-ratings-rated = Tổng số được xếp loại
print-ratings-not-rated = Không xếp loại
print-ratings-good-or-better = Hoàn thành tốt trở lên
print-ratings-sum = Tổng (lượt)
print-ratings-base = Tỷ lệ % tính trên tổng số được xếp loại.
print-ratings-entered-as-totals = (*) Số liệu nhập theo tổng số của năm, không lập từ danh sách chi tiết.
print-admissions-title = Kết quả kết nạp đảng viên
print-admissions-caption = ĐVT: đảng viên
print-admissions-target = Chỉ tiêu
print-admissions-admitted = Kết nạp
print-admissions-percent = Tỷ lệ (%)
print-admissions-sum = Tổng cộng
print-term-target = Chỉ tiêu theo nghị quyết nhiệm kỳ { $from }-{ $to }
print-term-percent-of-resolution = Kết nạp so với chỉ tiêu nghị quyết (%)
print-term-percent-of-targets = Kết nạp so với tổng chỉ tiêu các năm (%)
print-recovery-title = Mã khôi phục
print-recovery-register = Sổ: { $name } - lập ngày { $date }
print-recovery-purpose = Mã này mở được sổ khi quên mật khẩu. Ai có mã này và có thư mục của sổ thì đọc được toàn bộ hồ sơ đảng viên trong đó.
print-recovery-use = Cách dùng: ở màn hình mở sổ, chọn “Quên mật khẩu”, nhập mã đúng theo thứ tự các ô, từ trái sang phải, từ trên xuống dưới, rồi đặt mật khẩu mới.
print-recovery-keep = Cách giữ: cất tờ giấy này trong tủ có khóa, theo chế độ bảo quản tài liệu mật, không để cùng chỗ với máy tính hoặc bản sao lưu. Không chụp ảnh, không gửi qua điện thoại, thư điện tử.
print-recovery-lost = Nếu mất tờ giấy này: vào sổ bằng mật khẩu và lập ngay mã khôi phục mới. Nếu mất cả mật khẩu và mã khôi phục thì không ai mở được sổ nữa.

### launch
launch-no-display = Không tìm thấy màn hình để mở cửa sổ. Hãy chạy trong môi trường đồ họa, hoặc dùng sochibo-cli.
launch-failed = Không mở được cửa sổ: { $reason }. Hãy thử: sochibo --renderer software

### start
start-subtitle = Sổ đảng viên của chi bộ: mã hóa trên máy này, không dùng mạng.
start-create = Lập sổ mới
start-create-hint = Đặt tên, mật khẩu và nơi lưu
start-create-do = Lập sổ
start-open = Mở sổ có sẵn
start-open-hint = Chọn thư mục của sổ và nhập mật khẩu
start-open-do = Mở sổ
start-sample = Xem thử với dữ liệu mẫu
start-sample-hint = Một sổ tạm của đảng bộ 6.021 đảng viên, tự xóa khi đóng
start-sample-name = Dữ liệu mẫu
start-recent = Sổ mở gần đây
start-recent-missing = Không thấy thư mục: { $path }
start-forget = Bỏ khỏi danh sách
start-busy = Đang thực hiện, xin chờ một chút…
start-name = Tên sổ
start-name-example = Ví dụ: Chi bộ Trường THPT Nguyễn Đáng
start-name-missing = Hãy đặt tên cho sổ.
start-folder = Thư mục lưu sổ
start-folder-hint = Thư mục mới hoặc còn trống; sổ gồm nhiều tệp trong thư mục này.
start-folder-relative = Hãy ghi đường dẫn đầy đủ, ví dụ D:\So chi bo hoặc /home/ten/so-chi-bo.
start-browse = Chọn…
start-password = Mật khẩu
start-password-again = Nhập lại mật khẩu
start-password-note = Không ai đọc được sổ khi không có mật khẩu hoặc mã khôi phục. Nên dùng vài từ không liên quan với nhau.
start-passwords-differ = Hai lần nhập mật khẩu không giống nhau.
start-password-missing = Hãy nhập mật khẩu.
start-password-short = Mật khẩu cần ít nhất { $least } ký tự.
start-password-weak = Mật khẩu này dễ đoán. Hãy thêm vài từ không liên quan với nhau.
start-new-password = Mật khẩu mới
start-missing = Chưa nhập.
start-use-code = Quên mật khẩu: mở bằng mã khôi phục
start-code = Mã khôi phục
start-code-hint = 7 nhóm, mỗi nhóm 4 ký tự; không cần gõ dấu gạch.
start-code-title = Mã khôi phục của sổ
start-code-what = Mã này mở được sổ khi quên mật khẩu. Mã chỉ hiện một lần, ngay bây giờ.
start-code-keep = Hãy in hoặc chép ra giấy và cất ở nơi kín, không để cạnh máy tính.
start-code-kept = Tôi đã ghi lại mã khôi phục
start-code-done = Vào sổ
start-code-file = Ma khoi phuc.pdf

### strength
strength-none = Độ mạnh của mật khẩu hiện ở đây khi gõ.
strength-line = Độ mạnh: { $word }. Thời gian để đoán ra: { $time }.
strength-weak = yếu
strength-fair = tạm được
strength-good = tốt
strength-strong = rất tốt
strength-seconds = vài giây
strength-minutes = vài phút
strength-hours = vài giờ
strength-days = vài ngày
strength-months = vài tháng
strength-years = nhiều năm
strength-centuries = hơn một trăm năm
strength-keyboard = Các phím liền nhau dễ đoán.
strength-repeats = Ký tự lặp lại dễ đoán.
strength-common = Đây là mật khẩu nhiều người dùng.
strength-sequence = Dãy chữ hoặc số liền nhau dễ đoán.
strength-date = Năm và ngày tháng dễ đoán.
strength-word = Một từ đơn lẻ dễ đoán.
strength-name = Tên người dễ đoán.

### lock
lock-title = Sổ đang khóa
lock-kept = Những gì đang nhập dở vẫn còn và sẽ hiện lại sau khi mở khóa.
lock-open = Mở khóa
lock-leave = Đóng sổ

### desk
tab-units = Tổ chức đảng
tab-members = Đảng viên
tab-ratings = Xếp loại
tab-quotas = Chỉ tiêu kết nạp
desk-all-units = Toàn bộ sổ
desk-lock = Khóa
desk-settings = Cài đặt
desk-saved = Đã lưu lúc { $time }
desk-sequence = Nhật ký: { $sequence } mục
desk-unit-title = Chọn tổ chức đảng để xem
desk-unit-search = Tìm theo tên hoặc mã
desk-unit-name = Tên tổ chức đảng
desk-unit-code = Mã
desk-unit-members = Đảng viên
desk-unit-none = Không tìm thấy tổ chức đảng nào.

### settings
settings-title = Cài đặt
settings-damaged = Tệp cài đặt bị hỏng nên đã dùng cài đặt ban đầu; tệp cũ được giữ lại bên cạnh.
settings-language = Ngôn ngữ
settings-vietnamese = Tiếng Việt
settings-english = English
settings-theme = Nền
settings-light = Sáng
settings-dark = Tối
settings-renderer = Chế độ vẽ (từ lần mở sau)
settings-auto = Tự chọn
settings-software = Bộ xử lý
settings-gpu = Card đồ họa
settings-idle = Tự khóa sau số phút không dùng
settings-idle-hint = Từ 1 đến 240 phút; 0 là không tự khóa.
settings-idle-wrong = Hãy nhập một số phút từ 0 đến 240.
settings-letterhead = Phần đầu và phần ký của văn bản in
settings-upper-body = Cấp ủy cấp trên
settings-issuing-body = Cấp ủy, chi bộ ban hành
settings-place = Địa danh
settings-authority = Thẩm quyền ký (ví dụ T/M CHI BỘ)
settings-post = Chức vụ người ký (ví dụ BÍ THƯ)
settings-signer = Họ tên người ký
settings-password = Đổi mật khẩu
settings-old-password = Mật khẩu đang dùng
settings-password-change = Đổi mật khẩu
settings-password-changed = Đã đổi mật khẩu.

### save
save-title = Lưu văn bản
save-path = Lưu vào tệp
save-do = Lưu và mở
save-done = Đã lưu { $path }

### leave
leave-title = Còn nội dung chưa lưu
leave-what = Những gì đang nhập dở hoặc mã khôi phục chưa ghi lại sẽ mất nếu rời đi bây giờ.
leave-do = Rời đi, bỏ phần chưa lưu
leave-stay = Ở lại

### keys
key-title = Phím tắt
key-note = Phím của từng việc ghi ngay trên nút của việc đó.
key-help = Danh sách phím tắt này
key-tabs = Chuyển thẻ
key-zoom = Phóng to, thu nhỏ, trở về 100%
key-close = Đóng sổ
key-quit = Thoát
key-tab = Sang ô sau, ô trước
key-list = Mở danh sách lựa chọn
key-grid = Đi trong bảng
key-sort = Sắp xếp theo cột đang đứng
key-width = Thu hẹp, nới rộng cột đang đứng
