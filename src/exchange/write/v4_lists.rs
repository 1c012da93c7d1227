//! Names that the hidden sheets of the workbook 4.0 offer. The official sheets' own codes are not
//! public (UNCONFIRMED, domain.md B1), so the names stand without any.

/// Provinces and cities since 1/7/2025, by Nghị quyết 202/2025/QH15; cities first.
pub const PROVINCES: &[&str] = &[
    "Hà Nội",
    "Huế",
    "Hải Phòng",
    "Đà Nẵng",
    "Hồ Chí Minh",
    "Cần Thơ",
    "An Giang",
    "Bắc Ninh",
    "Cà Mau",
    "Cao Bằng",
    "Đắk Lắk",
    "Điện Biên",
    "Đồng Nai",
    "Đồng Tháp",
    "Gia Lai",
    "Hà Tĩnh",
    "Hưng Yên",
    "Khánh Hòa",
    "Lai Châu",
    "Lâm Đồng",
    "Lạng Sơn",
    "Lào Cai",
    "Nghệ An",
    "Ninh Bình",
    "Phú Thọ",
    "Quảng Ngãi",
    "Quảng Ninh",
    "Quảng Trị",
    "Sơn La",
    "Tây Ninh",
    "Thái Nguyên",
    "Thanh Hóa",
    "Tuyên Quang",
    "Vĩnh Long",
];

/// Countries in which members were born, study or work most; any other is typed.
pub const COUNTRIES: &[&str] = &[
    "Việt Nam",
    "Lào",
    "Campuchia",
    "Trung Quốc",
    "Nga",
    "Cu Ba",
    "Ấn Độ",
    "Anh",
    "Áo",
    "Ba Lan",
    "Bỉ",
    "Bun-ga-ri",
    "Ca-na-đa",
    "Cộng hòa Séc",
    "Đài Loan (Trung Quốc)",
    "Đan Mạch",
    "Đức",
    "Hà Lan",
    "Hàn Quốc",
    "Hoa Kỳ",
    "Hung-ga-ri",
    "In-đô-nê-xi-a",
    "I-ta-li-a",
    "Ma-lai-xi-a",
    "Mi-an-ma",
    "Mông Cổ",
    "Na Uy",
    "Nhật Bản",
    "Niu Di-lân",
    "Ô-xtrây-li-a",
    "Phần Lan",
    "Pháp",
    "Phi-líp-pin",
    "Ru-ma-ni",
    "Tây Ban Nha",
    "Thái Lan",
    "Thụy Điển",
    "Thụy Sĩ",
    "Triều Tiên",
    "U-crai-na",
    "Xin-ga-po",
    "Xlô-va-ki-a",
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn there_are_thirty_four_provinces_and_nothing_twice() {
        assert_eq!(PROVINCES.iter().collect::<BTreeSet<_>>().len(), 34);
        assert_eq!(COUNTRIES.iter().collect::<BTreeSet<_>>().len(), COUNTRIES.len());
    }
}
