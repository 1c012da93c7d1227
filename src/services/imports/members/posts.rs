//! Posts that a row names.

use crate::domain::member::{PostFields, PostForm, Sphere};
use crate::domain::problem::Problem;
use crate::domain::text::{fold, tidy};
use crate::services::Author;
use crate::services::columns::MemberColumn;
use crate::services::imports::{Policy, Row, Special, Target};
use crate::services::members::MemberRow;

/// The posts of a row; a cell may hold several, with semicolons or on lines of their own.
pub fn of(row: &Row, author: &Author, problems: &mut Vec<Problem>) -> Vec<PostFields> {
    let columns = [
        (Target::Column(MemberColumn::Posts), None),
        (Target::Special(Special::PartyPost), Some(Sphere::Party)),
        (Target::Special(Special::AdministrationPost), Some(Sphere::Administration)),
        (Target::Special(Special::MassPost), Some(Sphere::MassOrganisation)),
    ];
    let mut posts: Vec<PostFields> = Vec::new();
    for (target, sphere) in columns {
        for title in row.text(target).unwrap_or_default().split([';', '\n']).map(tidy) {
            let is_known = posts.iter().any(|post| post.title == title);
            if title.is_empty() || is_known || is_none(&title) {
                continue;
            }
            let sphere = Some(sphere.unwrap_or_else(|| sphere_of(&title)));
            match (PostForm { sphere, title, ..PostForm::default() }).check(author.today) {
                Ok(post) => posts.push(post),
                Err(found) => problems.extend(found),
            }
        }
    }
    posts
}

/// The posts that somebody who is there gets: none of those held now.
pub fn added(
    row: &Row,
    present: &MemberRow,
    policy: Policy,
    (author, problems): (&Author, &mut Vec<Problem>),
) -> Vec<PostFields> {
    let held = present.posts.clone().unwrap_or_default();
    let is_open = match policy {
        Policy::Keep => false,
        Policy::Take => true,
        Policy::Fill => held.is_empty(),
    };
    if !is_open {
        return Vec::new();
    }
    let held: Vec<String> = held.split(';').map(fold).collect();
    let mut posts = of(row, author, problems);
    posts.retain(|post| !held.contains(&fold(&post.title)));
    posts
}

fn is_none(title: &str) -> bool {
    matches!(fold(title).as_str(), "khong" | "-" | "0" | "x" | "dang vien" | "dv")
}

/// Where a post is held, by the usual words.
fn sphere_of(title: &str) -> Sphere {
    let words = format!(" {} ", fold(title));
    let has = |parts: &[&str]| parts.iter().any(|part| words.contains(part));
    let is_mass = has(&[" doan ", "cong doan", "chi doan", " hoi ", "mat tran", "phu nu", "cuu chien binh"]);
    if is_mass && !has(&["hoi dong", "quan doan", "doan dai bieu quoc hoi"]) {
        Sphere::MassOrganisation
    } else if has(&[
        "bi thu", "cap uy", "chi uy", "dang uy", "uy vien", "ubkt", "chi bo", "to dang", "dang bo",
    ]) && !has(&["uy ban nhan dan"])
    {
        Sphere::Party
    } else {
        Sphere::Administration
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn posts_are_put_where_they_are_held() {
        for (title, sphere) in [
            ("Bí thư chi bộ", Sphere::Party),
            ("Phó Bí thư", Sphere::Party),
            ("Chi ủy viên", Sphere::Party),
            ("Bí thư Chi đoàn", Sphere::MassOrganisation),
            ("Chủ tịch Công đoàn", Sphere::MassOrganisation),
            ("Chủ tịch Hội Phụ nữ", Sphere::MassOrganisation),
            ("Hiệu trưởng", Sphere::Administration),
            ("Chủ tịch Hội đồng quản trị", Sphere::Administration),
            ("Trưởng phòng", Sphere::Administration),
        ] {
            assert_eq!(sphere_of(title), sphere, "{title}");
        }
    }
}
