"""What an error of the operating system means; its own words are English."""

import errno

MEANINGS = {
    errno.EACCES: "không có quyền",
    errno.EPERM: "không có quyền",
    errno.EROFS: "ổ đĩa chỉ cho đọc",
    errno.ENOSPC: "ổ đĩa hết chỗ",
    errno.EDQUOT: "hết phần ổ đĩa được dùng",
    errno.EISDIR: "đó là một thư mục",
    errno.ENOTDIR: "trên đường dẫn có chỗ không phải thư mục",
    errno.EEXIST: "chỗ đó đã có một tệp",
    errno.ENOENT: "không có đường dẫn này",
    errno.ENAMETOOLONG: "tên quá dài",
    errno.EMFILE: "mở quá nhiều tệp",
    errno.EIO: "ổ đĩa hỏng",
    errno.EADDRINUSE: "cổng đang có chương trình khác dùng",
    errno.EADDRNOTAVAIL: "địa chỉ không phải của máy này",
}


def error_in_words(error: OSError) -> str:
    """What an error means; its number if it is not one of MEANINGS."""
    return MEANINGS.get(error.errno or 0, f"lỗi hệ thống số {error.errno or 'không rõ'}")
