-- The first content of the editable lists and of the rating regimes. `confirmed` = 0 marks what
-- was not read in the official text (domain.md: UNCONFIRMED); people may change every row.

-- Ethnicities: 1019/QĐ-TCTK 12/11/2008; the numbers 21 to 54 are not confirmed.
INSERT INTO choice (list, name, number, position, confirmed) VALUES
    ('ethnicity', 'Kinh', '01', 1, 1),
    ('ethnicity', 'Tày', '02', 2, 1),
    ('ethnicity', 'Thái', '03', 3, 1),
    ('ethnicity', 'Mường', '04', 4, 1),
    ('ethnicity', 'Khmer', '05', 5, 1),
    ('ethnicity', 'Hoa', '06', 6, 1),
    ('ethnicity', 'Nùng', '07', 7, 1),
    ('ethnicity', 'Mông', '08', 8, 1),
    ('ethnicity', 'Dao', '09', 9, 1),
    ('ethnicity', 'Gia Rai', '10', 10, 1),
    ('ethnicity', 'Ê Đê', '11', 11, 1),
    ('ethnicity', 'Ba Na', '12', 12, 1),
    ('ethnicity', 'Sán Chay', '13', 13, 1),
    ('ethnicity', 'Chăm', '14', 14, 1),
    ('ethnicity', 'Cơ Ho', '15', 15, 1),
    ('ethnicity', 'Xơ Đăng', '16', 16, 1),
    ('ethnicity', 'Sán Dìu', '17', 17, 1),
    ('ethnicity', 'Hrê', '18', 18, 1),
    ('ethnicity', 'Raglay', '19', 19, 1),
    ('ethnicity', 'Mnông', '20', 20, 1),
    ('ethnicity', 'Thổ', '21', 21, 0),
    ('ethnicity', 'Xtiêng', '22', 22, 0),
    ('ethnicity', 'Khơ mú', '23', 23, 0),
    ('ethnicity', 'Bru-Vân Kiều', '24', 24, 0),
    ('ethnicity', 'Cơ Tu', '25', 25, 0),
    ('ethnicity', 'Giáy', '26', 26, 0),
    ('ethnicity', 'Tà Ôi', '27', 27, 0),
    ('ethnicity', 'Mạ', '28', 28, 0),
    ('ethnicity', 'Giẻ-Triêng', '29', 29, 0),
    ('ethnicity', 'Co', '30', 30, 0),
    ('ethnicity', 'Chơ Ro', '31', 31, 0),
    ('ethnicity', 'Xinh Mun', '32', 32, 0),
    ('ethnicity', 'Hà Nhì', '33', 33, 0),
    ('ethnicity', 'Chu Ru', '34', 34, 0),
    ('ethnicity', 'Lào', '35', 35, 0),
    ('ethnicity', 'La Chí', '36', 36, 0),
    ('ethnicity', 'Kháng', '37', 37, 0),
    ('ethnicity', 'Phù Lá', '38', 38, 0),
    ('ethnicity', 'La Hủ', '39', 39, 0),
    ('ethnicity', 'La Ha', '40', 40, 0),
    ('ethnicity', 'Pà Thẻn', '41', 41, 0),
    ('ethnicity', 'Lự', '42', 42, 0),
    ('ethnicity', 'Ngái', '43', 43, 0),
    ('ethnicity', 'Chứt', '44', 44, 0),
    ('ethnicity', 'Lô Lô', '45', 45, 0),
    ('ethnicity', 'Mảng', '46', 46, 0),
    ('ethnicity', 'Cơ Lao', '47', 47, 0),
    ('ethnicity', 'Bố Y', '48', 48, 0),
    ('ethnicity', 'Cống', '49', 49, 0),
    ('ethnicity', 'Si La', '50', 50, 0),
    ('ethnicity', 'Pu Péo', '51', 51, 0),
    ('ethnicity', 'Rơ Măm', '52', 52, 0),
    ('ethnicity', 'Brâu', '53', 53, 0),
    ('ethnicity', 'Ơ Đu', '54', 54, 0),
    ('religion', 'Không', NULL, 1, 0),
    ('religion', 'Phật giáo', NULL, 2, 0),
    ('religion', 'Công giáo', NULL, 3, 0),
    ('religion', 'Tin lành', NULL, 4, 0),
    ('religion', 'Cao Đài', NULL, 5, 0),
    ('religion', 'Phật giáo Hòa Hảo', NULL, 6, 0),
    ('religion', 'Hồi giáo', NULL, 7, 0),
    ('religion', 'Tịnh độ cư sĩ', NULL, 8, 0),
    ('religion', 'Tứ ân hiếu nghĩa', NULL, 9, 0),
    ('religion', 'Bửu sơn kỳ hương', NULL, 10, 0),
    ('religion', 'Ba-ha-i', NULL, 11, 0),
    ('religion', 'Bà-la-môn', NULL, 12, 0),
    ('religion', 'Khác', NULL, 13, 0),
    ('workplace', 'Xã, phường, đặc khu', NULL, 1, 0),
    ('workplace', 'Thôn, tổ dân phố', NULL, 2, 0),
    ('workplace', 'Cơ quan', NULL, 3, 0),
    ('workplace', 'Đơn vị sự nghiệp', NULL, 4, 0),
    ('workplace', 'Trường học', NULL, 5, 0),
    ('workplace', 'Bệnh viện, y tế', NULL, 6, 0),
    ('workplace', 'Doanh nghiệp nhà nước', NULL, 7, 0),
    ('workplace', 'Doanh nghiệp tư nhân', NULL, 8, 0),
    ('workplace', 'Doanh nghiệp có vốn nước ngoài', NULL, 9, 0),
    ('workplace', 'Hợp tác xã', NULL, 10, 0),
    ('workplace', 'Quân đội', NULL, 11, 0),
    ('workplace', 'Công an', NULL, 12, 0),
    ('workplace', 'Ngoài nước', NULL, 13, 0),
    ('work_group', 'Cán bộ', NULL, 1, 0),
    ('work_group', 'Công chức', NULL, 2, 0),
    ('work_group', 'Viên chức', NULL, 3, 0),
    ('work_group', 'Công nhân', NULL, 4, 0),
    ('work_group', 'Nông dân', NULL, 5, 0),
    ('work_group', 'Hưu trí', NULL, 6, 0),
    ('work_group', 'Học sinh, sinh viên', NULL, 7, 0),
    ('work_group', 'Lực lượng vũ trang', NULL, 8, 0),
    ('work_group', 'Lao động tự do', NULL, 9, 0),
    ('work_group', 'Khác', NULL, 10, 0),
    ('general_education', '12/12', NULL, 1, 1),
    ('general_education', '11/12', NULL, 2, 1),
    ('general_education', '10/12', NULL, 3, 1),
    ('general_education', '9/12', NULL, 4, 1),
    ('general_education', '10/10', NULL, 5, 1),
    ('general_education', '9/10', NULL, 6, 1),
    ('general_education', '8/10', NULL, 7, 1),
    ('general_education', '7/10', NULL, 8, 1),
    ('professional_level', 'Chưa qua đào tạo', NULL, 1, 1),
    ('professional_level', 'Sơ cấp', NULL, 2, 1),
    ('professional_level', 'Trung cấp', NULL, 3, 1),
    ('professional_level', 'Cao đẳng', NULL, 4, 1),
    ('professional_level', 'Đại học', NULL, 5, 1),
    ('professional_level', 'Thạc sĩ', NULL, 6, 1),
    ('professional_level', 'Tiến sĩ', NULL, 7, 1),
    ('theory_level', 'Chưa học', NULL, 1, 1),
    ('theory_level', 'Sơ cấp', NULL, 2, 1),
    ('theory_level', 'Trung cấp', NULL, 3, 1),
    ('theory_level', 'Cao cấp', NULL, 4, 1),
    ('theory_level', 'Cử nhân', NULL, 5, 1);

-- domain.md C1. Years before 2014 and the 2026 changes are known in part only.
INSERT INTO rating_regime (id, from_year, to_year, source, source_date, confirmed, months_before_rating) VALUES
    (1, 2008, 2013, '20-HD/BTCTW', '2008-10-10', 0, 6),
    (2, 2014, 2017, '27-HD/BTCTW', '2014-09-25', 1, 6),
    (3, 2018, 2018, '132-QĐ/TW; 16-HD/BTCTW', '2018-03-08', 1, 6),
    (4, 2019, 2022, '132-QĐ/TW; 21-HD/BTCTW', '2019-10-18', 1, 6),
    (5, 2023, 2024, '124-QĐ/TW; 25-HD/BTCTW', '2023-10-04', 1, 6),
    (6, 2025, NULL, '366-QĐ/TW; 43-HD/BTCTW', '2025-08-30', 1, 6);

INSERT INTO rating_level (regime_id, subject, level, position, name)
SELECT r.id, 'member', l.level, l.position, l.name FROM rating_regime AS r
JOIN (SELECT 'excellent' AS level, 1 AS position, 'Hoàn thành xuất sắc nhiệm vụ' AS name
      UNION ALL SELECT 'good', 2, 'Hoàn thành tốt nhiệm vụ'
      UNION ALL SELECT 'completed', 3, 'Hoàn thành nhiệm vụ'
      UNION ALL SELECT 'not_completed', 4, 'Không hoàn thành nhiệm vụ') AS l;
INSERT INTO rating_level (regime_id, subject, level, position, name)
SELECT r.id, 'unit', l.level, l.position, l.name FROM rating_regime AS r
JOIN (SELECT 'exemplary' AS level, 1 AS position, 'Trong sạch, vững mạnh tiêu biểu' AS name
      UNION ALL SELECT 'clean_strong', 2, 'Trong sạch, vững mạnh'
      UNION ALL SELECT 'good', 3, 'Hoàn thành tốt nhiệm vụ'
      UNION ALL SELECT 'completed', 4, 'Hoàn thành nhiệm vụ'
      UNION ALL SELECT 'weak', 5, 'Yếu kém') AS l
WHERE r.to_year <= 2017;
INSERT INTO rating_level (regime_id, subject, level, position, name)
SELECT r.id, 'unit', l.level, l.position, l.name FROM rating_regime AS r
JOIN (SELECT 'excellent' AS level, 1 AS position, 'Hoàn thành xuất sắc nhiệm vụ' AS name
      UNION ALL SELECT 'good', 2, 'Hoàn thành tốt nhiệm vụ'
      UNION ALL SELECT 'completed', 3, 'Hoàn thành nhiệm vụ'
      UNION ALL SELECT 'not_completed', 4, 'Không hoàn thành nhiệm vụ') AS l
WHERE r.from_year >= 2018;
