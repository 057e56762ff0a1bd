/// Rules that tests of several rooms are about.
package enum Sample {
  /// Most of it is locked or may only be made stricter: for variants of it.
  package static let city = """
    标准 市 / city
      总分 100 分
      基准日 2025年8月20日
      锁定
    参数 收费率门槛 / fee 95% 只可从严
    参数 投诉上限 10 次 只可从严
    参数 名额 3 个 待定 “没有定”
    事实 小区 文本
    事实 收费率 百分比
    事实 满意度 百分比
    事实 投诉次数 整数 次
    事实 处罚次数 整数 次
    事实 环境整洁 是否
    对象 小区
    群体 全市 全部 进一
    定义 无处罚 为 处罚次数 = 0 次
    原则 1 “收费”
      条件 收费率 不低于 收费率门槛
      只可从严
    原则 2 “满意”
      条件 满意度 位于 全市 前 50%
      锁定
    原则 3 “无处罚”
      条件 无处罚
      只可从严
    否决 1 “处罚多”
      条件 处罚次数 超过 3 次
      只可从严
    类别 管理 分值 60%
      最低 30%
      只可从严
      指标 1 “环境”
        条件 环境整洁
        只可从严
      指标 2 “投诉少”
        条件 投诉次数 少于 投诉上限
    类别 口碑 分值 40%
      锁定
      指标 1 “满意度”
        得分 100% 当 满意度 不低于 90%
        否则 0%
    推荐 前 名额
    示例 “样样都好”
      给定 收费率 = 95%，满意度 = 95%，投诉次数 = 0 次，处罚次数 = 0 次，环境整洁 = 是
      期望 总分 100 分
    """

  /// A variant of ``city``, from the lines below its first.
  package static func variant(_ text: String) throws -> Loaded {
    try load("区/变体.rules", from: ["市.rules": city, "区/变体.rules": "标准 省 / province 继承 市 于 “../市.rules”\n" + text])
  }

  /// 对象 with two facts: a community and its county.
  package static let counties = """
    标准 两县
    事实 小区 / name 文本
    事实 县 / county 选项（东县，西县，北县）
    事实 分数 数量 分 范围 0 分 至 100 分
    事实 奖励 记录 次（日期 日期，事由 文本）
    对象 小区，县
    类别 现场 分值 90%
      指标 1 “评”
        评分 分数 * 90%
    类别 荣誉 分值 10%
      指标 1 “奖励”
        加计 5 分 按 计数 奖励 每 1 次
    推荐 前 1 个
    """

  /// Grades and categories with titles, places within groups of two facts.
  package static let stars = """
    标准 星级
    事实 小区 / name 文本
    事实 所在街道 / street 文本
    事实 片区 文本 缺省 “西片”
    事实 分数 / mark 数量 分 范围 0 分 至 100 分
    事实 整洁 / tidy 是否
    对象 小区
    群体 同街 / same_street 按 所在街道，片区
    原则 1 “街上不垫底”
      条件 非 分数 位于 同街 后 1 个
    类别 现场 “现场评分” 分值 80%
      指标 1 “评”
        评分 分数 * 80%
    类别 环境 分值 20%
      指标 1 “整洁”
        条件 整洁
      指标 2 “比街上的平均高”
        得分 若 分数 高于 群体平均（分数，同街） 则 100% 否则 0%
    等级 A “4A级” 当 总分 不低于 80 分
    等级 B “3A级” 当 总分 不低于 50 分
    等级 未评级
    推荐 前 3 个 每 所在街道 前 1 个
    """

  /// Grades and no selection: credit classes.
  package static let credit = """
    标准 信用
      名称 “信用等级”
    参数 线 80 分
    事实 企业 / firm 文本
    事实 履约率 / kept 百分比
    事实 合格率 / sound 百分比
    事实 投诉 / complaints 整数 件
    事实 红榜 / praised 是否
    对象 企业
    原则 1 “投诉不多”
      条件 投诉 不超过 3 件
    类别 履约 分值 60%
      指标 1 “履约”
        得分 履约率
    类别 质量 分值 40%
      指标 1 “合格”
        得分 合格率
    加分 表扬 2 分
      条件 红榜
    等级 A “守信” 当 有资格 且 总分 不低于 线
    等级 B “合格” 当 总分 不低于 线 - 20 分
    等级 C “警示”
    """

  /// Four firms, one of them with a gap, one with too many complaints.
  package static let creditSheets = """
    企业,履约率,合格率,投诉,红榜
    东风,95%,80%,0,是
    南山,70%,90%,1,否
    西河,40%,95%,2,否
    北岭,90%,85%,5,是
    中原,85%,,0,否

    """

  /// Cites ``notice()``, rightly and wrongly.
  package static let building = """
    标准 示范楼栋
    事实 楼栋 文本
    事实 甲 是否
    对象 楼栋
    参数 清扫次数 2 次  出处 附件2 第1类 第1项
    参数 未定 1 次 待定 “原文没有说”
    事实 次数 整数 次
    原则 1 “楼道”
      条件 甲 且 次数 不少于 清扫次数 且 次数 不少于 未定
      出处 附件1 第1条  # 灯具另说
    原则 2 “满意”
      条件 甲
      出处 “附件１ 第二条；附件1第3条”
    原则 3 “没有出处”
      条件 甲
    要件 1 “材料”
      条件 甲
      出处 附件3 二
    提醒 1 “报名”
      条件 甲
      出处 二（一）
    类别 卫生 分值 60%
      出处 附件2 类别 卫生
      指标 1 “清扫”
        条件 甲
        出处 附件2 第1类 第1项
      指标 2 “日清”
        条件 甲
        出处 附件2 类别 卫生 第2项
      指标 3 “分类”
        条件 甲
        出处 附件2 第1类 第9项
      指标 4 “值守”
        条件 甲
        出处 附件2 第一类 第四项
    类别 安全 分值 40%
      出处 附件2 第2类
      指标 1 “灭火器”
        条件 甲
        出处 附件2 第2类 第1项
    加分 先进 2 分
      条件 甲
      出处 附件2 加分项
    """

  /// An official notice with three annexes.
  package static func notice() throws -> String { try Package.text("Tests/Fixtures/notice.txt") }
}
