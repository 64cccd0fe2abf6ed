using RedVest.Registry.Identifiers;

namespace RedVest.Registry.Import;

/// <summary>The words of lists, as people write them, and what the registry calls it.</summary>
internal static class Spoken
{
    private static readonly Dictionary<string, string> Documents = Book(
        ("resident-id", "身份证 居民身份证 二代证 临时身份证 RESIDENTID IDCARD"),
        ("passport", "护照 普通护照 PASSPORT"),
        ("hmt-permit", "港澳居民来往内地通行证 来往内地通行证 回乡证 台胞证 台湾居民来往大陆通行证 HMTPERMIT"),
        ("hmt-residence", "港澳台居民居住证 居住证 HMTRESIDENCE"),
        ("foreign-residence", "外国人永久居留证 外国人永久居留身份证 永居证 FOREIGNRESIDENCE"),
        ("other", "其他 其它 OTHER"));

    private static readonly Dictionary<string, string> Relations = Book(
        ("head", "户主 本人 HEAD SELF"),
        ("spouse", "配偶 夫 妻 丈夫 妻子 SPOUSE HUSBAND WIFE"),
        ("child", "子 女 儿子 女儿 长子 次子 三子 长女 次女 三女 独生子 独生女 CHILD SON DAUGHTER"),
        ("child-in-law", "儿媳 女婿"),
        ("grandchild", "孙子 孙女 外孙 外孙女 孙 GRANDCHILD"),
        ("parent", "父 母 父亲 母亲 岳父 岳母 公公 婆婆 PARENT FATHER MOTHER"),
        ("grandparent", "祖父 祖母 爷爷 奶奶 外祖父 外祖母 GRANDPARENT"),
        ("sibling", "兄 弟 姐 妹 哥哥 弟弟 姐姐 妹妹 SIBLING BROTHER SISTER"));

    private static readonly Dictionary<string, string> Colours = Book(
        ("blue", "蓝 蓝色 蓝牌 BLUE"), ("yellow", "黄 黄色 黄牌 YELLOW"), ("green", "绿 绿色 绿牌 渐变绿 GREEN"), ("yellow-green", "黄绿 黄绿色 黄绿双拼"),
        ("white", "白 白色 白牌 WHITE"), ("black", "黑 黑色 黑牌 BLACK"));

    private static readonly Dictionary<string, string> Vehicles = Book(
        ("car", "小轿车 轿车 小型轿车 小客车 小型汽车 CAR"), ("truck", "货车 大货车 重型货车 轻型货车 卡车 TRUCK"), ("tractor", "牵引车 半挂牵引车 TRACTOR"),
        ("coach", "客车 大客车 大巴 COACH BUS"), ("van", "面包车 微型客车 VAN"), ("farm-tractor", "拖拉机 农用车 三轮车"), ("motorcycle", "摩托车 MOTORCYCLE"),
        ("emergency", "救护车 消防车 警车 EMERGENCY"));

    private static readonly Dictionary<string, string> Units = Book(
        ("park", "园区 PARK"), ("company", "企业 公司 COMPANY"), ("bureau", "县直单位 局 BUREAU"), ("township", "乡镇 乡 镇 TOWNSHIP"),
        ("village-committee", "村委会 村民委员会 VILLAGECOMMITTEE"), ("community", "社区 居委会 COMMUNITY"), ("hospital", "医院 HOSPITAL"), ("school", "学校 SCHOOL"),
        ("police", "公安 派出所 POLICE"), ("fire-brigade", "消防 消防救援大队 FIREBRIGADE"), ("womens-federation", "妇联 WOMENSFEDERATION"),
        ("youth-league", "团委 共青团 YOUTHLEAGUE"), ("headquarters", "指挥部 HEADQUARTERS"), ("other", "其他 其它 OTHER"));

    private static readonly Dictionary<string, string> PlaceKinds = Book(
        ("park", "园区 PARK"), ("estate", "小区 ESTATE"), ("village-committee", "村委会 VILLAGECOMMITTEE"), ("community", "社区 COMMUNITY"),
        ("test-site", "核酸采样点 采样点 检测点 TESTSITE"), ("isolation-site", "隔离点 集中隔离点 隔离酒店 ISOLATIONSITE"), ("hotel", "酒店 宾馆 旅馆 HOTEL"),
        ("hospital", "医院 卫生院 HOSPITAL"), ("vaccination-point", "疫苗接种点 接种点 VACCINATIONPOINT"), ("supply-store", "物资仓库 物资储备点 仓库 SUPPLYSTORE"),
        ("school", "学校 SCHOOL"), ("fire-station", "消防站 FIRESTATION"), ("office", "办公 OFFICE"), ("other", "其他 其它 OTHER"));

    /// <summary>Null: nobody knows such a document.</summary>
    public static string? DocumentKind(string said) => Find(Documents, said);

    public static string Relation(string said) => Find(Relations, said) ?? "other";

    public static string? Colour(string said) => Find(Colours, said);

    public static string? VehicleKind(string said) => Find(Vehicles, said);

    public static string? UnitKind(string said) => Find(Units, said);

    public static string? PlaceKind(string said) => Find(PlaceKinds, said);

    private static string? Find(Dictionary<string, string> book, string said) => book.GetValueOrDefault(Narrow.Form(said));

    /// <summary>Each word of the registry is also understood as itself.</summary>
    private static Dictionary<string, string> Book(params (string Word, string Said)[] entries)
    {
        var book = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (word, said) in entries)
        {
            book[Narrow.Form(word)] = word;
            foreach (var name in said.Split(' '))
                book[name] = word;
        }

        return book;
    }
}
